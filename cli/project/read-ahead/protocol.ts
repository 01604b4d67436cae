/** What the two threads share while files are read ahead. */
export interface ReadAheadJob {
  readonly paths: readonly string[];
  /** One Int32 per batch, see the states below, then one for the KiB that were read and not yet taken. */
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

/** The reader pauses when so much waits to be taken, so that a project of any size fits into memory. */
export const MOST_WAITING_KIB = 64 * 1024;

export function batchesOf(files: number): number {
  return Math.ceil(files / BATCH);
}

/** What a batch counts among the KiB that wait. */
export function kibOf(bytes: ArrayBuffer): number {
  return Math.ceil(bytes.byteLength / 1024);
}
