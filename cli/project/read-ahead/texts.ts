import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BATCH, batchesOf, FREE, READY, type ReadAheadJob, TAKEN } from './protocol';

/** Below this many files a second thread costs more than it saves. */
const WORTH_IT = 1000;

/** So long a file is waited for, in ms, before it is read here after all: the other thread may be stuck or gone. */
const PATIENCE = 2000;

/** Gives the texts of files. */
export interface Texts {
  /**
   * The text of the n-th file as UTF-8; throws what the file system says where it cannot be read. Files are read in order; one that was read
   * before gives the same text again, whatever became of it on disk.
   */
  text(n: number): string;
  /** All that will be read was read. What was read can still be asked for. */
  dispose(): void;
}

/** The texts of these files; of very many, a second thread reads the next ones while the last ones are worked on. */
export function textsOf(paths: readonly string[], program = readerProgram()): Texts {
  if (paths.length < WORTH_IT || availableParallelism() < 2 || program === undefined)
    return new ReadHere(paths);
  try {
    return new ReadAhead(paths, program);
  } catch {
    // No memory or no thread to be had: it goes without.
    return new ReadHere(paths);
  }
}

/** The program of the second thread, which stands beside this one where the product is installed. */
function readerProgram(): string | undefined {
  const path = join(__dirname, 'read-ahead.js');
  return existsSync(path) ? path : undefined;
}

class ReadHere implements Texts {
  private readonly texts: (string | undefined)[] = [];

  constructor(private readonly paths: readonly string[]) {}

  text(n: number): string {
    this.texts[n] ??= readFileSync(this.paths[n]!, 'utf8');
    return this.texts[n];
  }

  dispose(): void {}
}

/** Bytes kept free for each file; a large one takes what small ones leave. */
const BYTES_PER_FILE = 8 * 1024;
const MOST_BYTES = 512 * 1024 * 1024;

/** Two threads claim batches of files: nobody waits for one that nobody has begun. */
class ReadAhead implements Texts {
  private readonly states: Int32Array;
  private readonly places: Int32Array;
  private readonly bytes: Buffer;
  private readonly worker: Worker;
  /** By batch: whether the other thread has read it; undefined while that is not settled. */
  private readonly readThere: (boolean | undefined)[] = [];
  private readonly here: ReadHere;

  constructor(paths: readonly string[], program: string) {
    this.here = new ReadHere(paths);
    const job: ReadAheadJob = {
      paths: paths.join('\0'),
      states: new SharedArrayBuffer(batchesOf(paths.length) * Int32Array.BYTES_PER_ELEMENT),
      places: new SharedArrayBuffer(2 * paths.length * Int32Array.BYTES_PER_ELEMENT),
      bytes: new SharedArrayBuffer(Math.min(paths.length * BYTES_PER_FILE, MOST_BYTES)),
    };
    this.states = new Int32Array(job.states);
    this.places = new Int32Array(job.places);
    this.bytes = Buffer.from(job.bytes);
    this.worker = new Worker(program, { workerData: job });
    // Whatever happens to it, the files it has not read are read here.
    this.worker.on('error', () => {});
    this.worker.unref();
  }

  text(n: number): string {
    const batch = Math.floor(n / BATCH);
    this.readThere[batch] ??= this.wasTaken(batch);
    const start = this.places[2 * n]!;
    const length = this.places[2 * n + 1]!;
    return this.readThere[batch] && length >= 0
      ? this.bytes.toString('utf8', start, start + length)
      : this.here.text(n);
  }

  dispose(): void {
    void this.worker.terminate();
  }

  /** Waits for a batch that the other thread is reading; one that it has not begun, or is stuck with, is read here. */
  private wasTaken(batch: number): boolean {
    if (Atomics.compareExchange(this.states, batch, FREE, TAKEN) === FREE) return false;
    Atomics.wait(this.states, batch, TAKEN, PATIENCE);
    return Atomics.load(this.states, batch) === READY;
  }
}
