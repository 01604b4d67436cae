import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { BATCH, batchesOf, FREE, type ReadAheadJob, type ReadBatch, TAKEN } from './protocol';

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
  return new ReadAhead(paths, program);
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

/** Two threads claim batches of files: nobody waits for one that nobody has begun. */
class ReadAhead implements Texts {
  private readonly states: Int32Array;
  private readonly worker: Worker;
  private readonly port: MessagePort;
  /** By batch: what the other thread has read. It is outside the heap, so it costs nothing until it is asked for again. */
  private readonly batches: (ReadFiles | undefined)[] = [];
  /** By batch: whether it is settled who reads it. */
  private readonly settled: boolean[] = [];
  private readonly here: ReadHere;

  constructor(paths: readonly string[], program: string) {
    this.here = new ReadHere(paths);
    const shared = new SharedArrayBuffer(batchesOf(paths.length) * Int32Array.BYTES_PER_ELEMENT);
    this.states = new Int32Array(shared);
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const job: ReadAheadJob = { paths: paths.join('\0'), states: shared, port: port2 };
    this.worker = new Worker(program, { workerData: job, transferList: [port2] });
    // Whatever happens to it, the files it has not read are read here.
    this.worker.on('error', () => {});
    this.worker.unref();
  }

  text(n: number): string {
    const batch = Math.floor(n / BATCH);
    if (!this.settled[batch]) this.settle(batch);
    return this.batches[batch]?.text(n % BATCH) ?? this.here.text(n);
  }

  dispose(): void {
    this.port.close();
    void this.worker.terminate();
  }

  /** Waits for a batch that the other thread is reading; one that it has not begun, or is stuck with, is read here. */
  private settle(batch: number): void {
    if (Atomics.compareExchange(this.states, batch, FREE, TAKEN) !== FREE) {
      Atomics.wait(this.states, batch, TAKEN, PATIENCE);
      this.receive();
    }
    this.settled[batch] = true;
  }

  private receive(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.port);
      if (received === undefined) return;
      const { batch, bytes, lengths } = received.message as ReadBatch;
      if (!this.settled[batch]) this.batches[batch] = new ReadFiles(bytes, lengths);
    }
  }
}

/** The files of a batch as they were read. */
class ReadFiles {
  private readonly bytes: Buffer;
  private readonly starts: readonly number[];

  constructor(
    bytes: ArrayBuffer,
    private readonly lengths: readonly number[],
  ) {
    this.bytes = Buffer.from(bytes);
    let at = 0;
    this.starts = lengths.map((length) => {
      const start = at;
      at += Math.max(length, 0);
      return start;
    });
  }

  /** Undefined for a file that could not be read. */
  text(n: number): string | undefined {
    const length = this.lengths[n]!;
    const start = this.starts[n]!;
    return length < 0 ? undefined : this.bytes.toString('utf8', start, start + length);
  }
}
