import type { RegexVerdict } from '../redos/verdict';

export interface Job {
  readonly id: number;
  readonly pattern: string;
}

/** Worker to owner. `ready` once after start. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'verdict'; readonly id: number; readonly verdict: RegexVerdict };

/**
 * The side of a worker that its owner holds; both `worker_threads` and the web's `Worker` fit in a few lines.
 */
export interface MaskWorker {
  post(job: Job): void;
  onMessage(listener: (message: WorkerMessage) => void): void;
  /** The worker died by itself: out of memory, or an exception at load. */
  onExit(listener: () => void): void;
  terminate(): void;
}

/** The side of a worker that its own code holds. */
export interface JobPort {
  post(message: WorkerMessage): void;
  onJob(listener: (job: Job) => void): void;
}
