import type { RegexVerdict } from '../redos/verdict';
import type { MaskWorker } from '../worker/protocol';
import type { Schedule } from './schedule';
import { WORKER_HANG_MS, WORKER_IDLE_MS } from './timing';

/**
 * The worker of the service: one pattern at a time, started with the first, ended when it has nothing to do,
 * and killed when it hangs.
 */
export class WorkerLink {
  private worker: MaskWorker | undefined;
  private ready = false;
  private current: { readonly id: number; readonly pattern: string } | undefined;
  private nextId = 1;
  private callOff: () => void = () => undefined;

  /**
   * @param onAnswer told of each verdict; undefined where the worker hung or died on the pattern
   */
  constructor(
    private readonly start: () => MaskWorker,
    private readonly schedule: Schedule,
    private readonly onAnswer: (pattern: string, verdict: RegexVerdict | undefined) => void,
  ) {}

  get isBusy(): boolean {
    return this.current !== undefined;
  }

  decide(pattern: string): void {
    this.current = { id: this.nextId++, pattern };
    if (this.worker === undefined) this.spawn();
    else if (this.ready) this.post();
  }

  dispose(): void {
    this.callOff();
    const { worker } = this;
    this.worker = undefined;
    this.ready = false;
    this.current = undefined;
    worker?.terminate();
  }

  private spawn(): void {
    let worker: MaskWorker;
    try {
      worker = this.start();
    } catch {
      this.fail();
      return;
    }
    this.worker = worker;
    this.timer(() => this.fail(), WORKER_HANG_MS);
    worker.onExit(() => {
      if (this.worker === worker) this.fail();
    });
    worker.onMessage((message) => {
      if (this.worker !== worker) return;
      if (message.type === 'ready') {
        this.ready = true;
        this.post();
      } else if (message.id === this.current?.id) this.answer(message.verdict);
    });
  }

  private post(): void {
    if (this.current === undefined) return;
    this.timer(() => this.fail(), WORKER_HANG_MS);
    this.worker?.post(this.current);
  }

  private answer(verdict: RegexVerdict | undefined): void {
    const pattern = this.current?.pattern;
    this.current = undefined;
    this.timer(() => this.dispose(), WORKER_IDLE_MS);
    if (pattern !== undefined) this.onAnswer(pattern, verdict);
  }

  private fail(): void {
    const pattern = this.current?.pattern;
    this.dispose();
    if (pattern !== undefined) this.onAnswer(pattern, undefined);
  }

  private timer(run: () => void, milliseconds: number): void {
    this.callOff();
    this.callOff = this.schedule(run, milliseconds);
  }
}
