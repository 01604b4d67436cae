/** What the two threads share while files are read ahead. */
export interface ReadAheadJob {
  /** Joined by NUL, which no path holds: one text goes to another thread faster than thousands. */
  readonly paths: string;
  /** One Int32 per batch, see the states below. */
  readonly states: SharedArrayBuffer;
  /** Two Int32 per file: where its bytes start and how many there are; -1 for one that whoever needs it is to read. */
  readonly places: SharedArrayBuffer;
  /** The bytes of the files, one behind the other. Memory nobody wrote to takes no room. */
  readonly bytes: SharedArrayBuffer;
}

/** Files that are claimed and handed over together. */
export const BATCH = 64;

/** A batch is free, then taken by one of the threads, then ready where the reader took it. */
export const FREE = 0;
export const TAKEN = 1;
export const READY = 2;

export function batchesOf(files: number): number {
  return Math.ceil(files / BATCH);
}
