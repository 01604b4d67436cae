import { closeSync, openSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { BATCH, batchesOf, FREE, READY, type ReadAheadJob, TAKEN } from './protocol';

/** Reads the batches that nobody has claimed yet, in order, until none is left or there is no more room. */
function readAll(job: ReadAheadJob): void {
  const paths = job.paths.split('\0');
  const states = new Int32Array(job.states);
  const places = new Int32Array(job.places);
  const pile = new Pile(new Uint8Array(job.bytes));
  const batches = batchesOf(paths.length);
  for (let batch = 0; batch < batches && !pile.isFull; batch++) {
    if (Atomics.compareExchange(states, batch, FREE, TAKEN) !== FREE) continue;
    const end = Math.min((batch + 1) * BATCH, paths.length);
    for (let n = batch * BATCH; n < end; n++) {
      places[2 * n] = pile.end;
      places[2 * n + 1] = pile.add(paths[n]!);
    }
    Atomics.store(states, batch, READY);
    Atomics.notify(states, batch);
  }
}

/** Room for the next piece of a file, at least. */
const ROOM = 64 * 1024;

/** Files one behind the other, read straight into the shared memory: there are very many, and most are small. */
class Pile {
  end = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isFull(): boolean {
    return this.bytes.length - this.end < ROOM;
  }

  /** @returns the bytes of the file, -1 where it cannot be read or there is no more room. */
  add(path: string): number {
    const start = this.end;
    let whole = false;
    try {
      const file = openSync(path, 'r');
      try {
        while (!whole && !this.isFull) {
          const got = readSync(file, this.bytes, this.end, ROOM, null);
          this.end += got;
          whole = got === 0;
        }
      } finally {
        closeSync(file);
      }
    } catch {
      whole = false;
    }
    if (whole) return this.end - start;
    this.end = start;
    return -1;
  }
}

readAll(workerData as ReadAheadJob);
