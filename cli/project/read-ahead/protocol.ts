/** What the two threads share while files are read ahead. */
export interface ReadAheadJob {
  /** Joined by NUL, which no path holds: one text goes to another thread faster than thousands. */
  readonly paths: string;
  /** One Int32 per batch, see the states below. */
  readonly states: SharedArrayBuffer;
  readonly port: import('node:worker_threads').MessagePort;
}

/** A batch that was read: the bytes of its files one behind the other. */
export interface ReadBatch {
  readonly batch: number;
  readonly bytes: ArrayBuffer;
  /** Bytes of each file; -1 for one that could not be read, which whoever needs it tries again to see the reason. */
  readonly lengths: readonly number[];
}

/** Files that are claimed, read and handed over together. */
export const BATCH = 64;

/** A batch is free, then taken by one of the threads, then ready where the reader took it. */
export const FREE = 0;
export const TAKEN = 1;
export const READY = 2;

export function batchesOf(files: number): number {
  return Math.ceil(files / BATCH);
}
