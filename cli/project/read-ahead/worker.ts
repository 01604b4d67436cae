import { readFileSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { BATCH, batchesOf, FREE, READY, type ReadAheadJob, TAKEN } from './protocol';

const NOTHING = Buffer.alloc(0);

/** Reads the batches that nobody has claimed yet, in order, until none is left. */
function readAll({ paths, states: shared, port }: ReadAheadJob): void {
  const states = new Int32Array(shared);
  const batches = batchesOf(paths.length);
  for (let batch = 0; batch < batches; batch++) {
    if (Atomics.compareExchange(states, batch, FREE, TAKEN) !== FREE) continue;
    const read = paths.slice(batch * BATCH, (batch + 1) * BATCH).map(bytesOf);
    const bytes = joined(read);
    port.postMessage({ batch, bytes, lengths: read.map((file) => file?.length ?? -1) }, [bytes]);
    Atomics.store(states, batch, READY);
    Atomics.notify(states, batch);
  }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function joined(files: readonly (Buffer | undefined)[]): ArrayBuffer {
  const bytes = new Uint8Array(files.reduce((sum, file) => sum + (file?.length ?? 0), 0));
  let at = 0;
  for (const file of files) {
    bytes.set(file ?? NOTHING, at);
    at += file?.length ?? 0;
  }
  return bytes.buffer;
}

readAll(workerData as ReadAheadJob);
