import type { RegexVerdict } from '../../masks/redos/verdict';
import type { Job, MaskWorker, WorkerMessage } from '../../masks/worker/protocol';

/** A worker whose answers the test gives. */
export class ManualMaskWorker implements MaskWorker {
  readonly jobs: Job[] = [];
  terminated = false;
  private listener: (message: WorkerMessage) => void = () => {};
  private exited: () => void = () => {};

  post(job: Job): void {
    this.jobs.push(job);
  }

  onMessage(listener: (message: WorkerMessage) => void): void {
    this.listener = listener;
    setTimeout(() => listener({ type: 'ready' }), 0);
  }

  onExit(listener: () => void): void {
    this.exited = listener;
  }

  terminate(): void {
    this.terminated = true;
  }

  /** Answers the last job. */
  answer(verdict: RegexVerdict): void {
    this.listener({ type: 'verdict', id: this.jobs.at(-1)!.id, verdict });
  }

  crash(): void {
    this.exited();
  }
}
