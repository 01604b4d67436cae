import type { Verdict } from '../redos/verdict';

/** `normal`: about a second of analysis. `idle`: ten, for patterns that were left undecided. */
export type Effort = 'normal' | 'idle';

export interface Job {
  readonly id: number;
  readonly pattern: string;
  readonly flags: string;
  readonly effort: Effort;
}

/**
 * Worker to owner. `ready` once after start; `verdict` with `done: false` for what is known before the slow
 * analysers run.
 */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'verdict'; readonly id: number; readonly verdict: Verdict; readonly done: boolean };

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
