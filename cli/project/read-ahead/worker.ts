import { closeSync, openSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { BATCH, batchesOf, FREE, READY, type ReadAheadJob, TAKEN } from './protocol';

/** Reads the batches that nobody has claimed yet, in order, until none is left. */
function readAll({ paths: joined, states: shared, port }: ReadAheadJob): void {
  const paths = joined.split('\0');
  const states = new Int32Array(shared);
  const batches = batchesOf(paths.length);
  const pile = new Pile();
  for (let batch = 0; batch < batches; batch++) {
    if (Atomics.compareExchange(states, batch, FREE, TAKEN) !== FREE) continue;
    pile.clear();
    const lengths = paths.slice(batch * BATCH, (batch + 1) * BATCH).map((path) => pile.add(path));
    const bytes = pile.copy();
    port.postMessage({ batch, bytes, lengths }, [bytes]);
    Atomics.store(states, batch, READY);
    Atomics.notify(states, batch);
  }
}

/** Room for the next piece of a file, at least. */
const ROOM = 64 * 1024;

/** Files one behind the other. They are read straight into one buffer: there are very many, and most are small. */
class Pile {
  private bytes = Buffer.allocUnsafe(4 * ROOM);
  private end = 0;

  clear(): void {
    this.end = 0;
  }

  /** @returns the bytes of the file, -1 where it cannot be read. */
  add(path: string): number {
    const start = this.end;
    try {
      const file = openSync(path, 'r');
      try {
        for (let got = -1; got !== 0; this.end += got) {
          this.makeRoom();
          got = readSync(file, this.bytes, this.end, this.bytes.length - this.end, null);
        }
      } finally {
        closeSync(file);
      }
      return this.end - start;
    } catch {
      this.end = start;
      return -1;
    }
  }

  copy(): ArrayBuffer {
    const copy = new Uint8Array(this.end);
    copy.set(this.bytes.subarray(0, this.end));
    return copy.buffer;
  }

  private makeRoom(): void {
    if (this.bytes.length - this.end >= ROOM) return;
    const larger = Buffer.allocUnsafe(2 * this.bytes.length);
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }
}

readAll(workerData as ReadAheadJob);
