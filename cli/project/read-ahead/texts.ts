import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { BATCH, batchesOf, FREE, kibOf, type ReadAheadJob, type ReadBatch, TAKEN } from './protocol';

/** Below this many files a second thread costs more than it saves. */
const WORTH_IT = 1000;

/** So long a file is waited for, in ms, before it is read here after all: the other thread may be stuck or gone. */
const PATIENCE = 2000;

/** Gives the texts of files in order. */
export interface Texts {
  /** The text of the n-th file as UTF-8; throws what the file system says where it cannot be read. */
  text(n: number): string;
  dispose(): void;
}

/** The texts of these files; of very many, a second thread reads the next ones while the last ones are worked on. */
export function textsOf(paths: readonly string[], program = readerProgram()): Texts {
  if (paths.length < WORTH_IT || availableParallelism() < 2 || program === undefined)
    return { text: (n) => readFileSync(paths[n]!, 'utf8'), dispose: () => {} };
  return new ReadAhead(paths, program);
}

/** The program of the second thread, which stands beside this one where the product is installed. */
function readerProgram(): string | undefined {
  const path = join(__dirname, 'read-ahead.js');
  return existsSync(path) ? path : undefined;
}

/** Two threads claim batches of files: nobody waits for one that nobody has begun. */
class ReadAhead implements Texts {
  private readonly states: Int32Array;
  private readonly batches: number;
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly arrived = new Map<number, ReadBatch>();
  private current: { readonly batch: number; readonly texts: readonly (string | undefined)[] } | undefined;

  constructor(
    private readonly paths: readonly string[],
    program: string,
  ) {
    this.batches = batchesOf(paths.length);
    const shared = new SharedArrayBuffer((this.batches + 1) * Int32Array.BYTES_PER_ELEMENT);
    this.states = new Int32Array(shared);
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const job: ReadAheadJob = { paths, states: shared, port: port2 };
    this.worker = new Worker(program, { workerData: job, transferList: [port2] });
    // Whatever happens to it, the files it has not read are read here.
    this.worker.on('error', () => {});
    this.worker.unref();
  }

  text(n: number): string {
    const batch = Math.floor(n / BATCH);
    if (this.current?.batch !== batch) this.current = { batch, texts: this.take(batch) };
    return this.current.texts[n % BATCH] ?? readFileSync(this.paths[n]!, 'utf8');
  }

  dispose(): void {
    this.port.close();
    void this.worker.terminate();
  }

  /** The texts of a batch that the other thread has read or is reading; none of one that it has not begun. */
  private take(batch: number): readonly (string | undefined)[] {
    if (Atomics.compareExchange(this.states, batch, FREE, TAKEN) === FREE) return [];
    Atomics.wait(this.states, batch, TAKEN, PATIENCE);
    for (let message = receiveMessageOnPort(this.port); message !== undefined; ) {
      const read = message.message as ReadBatch;
      this.arrived.set(read.batch, read);
      message = receiveMessageOnPort(this.port);
    }
    const read = this.arrived.get(batch);
    if (read === undefined) return [];
    this.arrived.delete(batch);
    Atomics.sub(this.states, this.batches, kibOf(read.bytes));
    Atomics.notify(this.states, this.batches);
    return decoded(read);
  }
}

function decoded({ bytes, lengths }: ReadBatch): (string | undefined)[] {
  const all = Buffer.from(bytes);
  let at = 0;
  return lengths.map((length) => {
    if (length < 0) return undefined;
    at += length;
    return all.toString('utf8', at - length, at);
  });
}
