import type { Effort, MaskWorker, WorkerMessage } from '../worker/protocol';
import type { Verdict } from './verdict';

export type Done = (verdict: Verdict) => void;

/** Runs a function later; returns how to call it off. */
export type Schedule = (run: () => void, milliseconds: number) => () => void;

export interface WorkQueueOptions {
  readonly spawnWorker: () => MaskWorker;
  readonly schedule?: Schedule;
  /** Hard limits in milliseconds, after which the worker is killed; default 1,500 and 12,000. */
  readonly normalLimit?: number;
  readonly idleLimit?: number;
  /** How long the worker lives with nothing to do; default 30,000. */
  readonly keepAlive?: number;
}

interface Task {
  readonly pattern: string;
  readonly flags: string;
  readonly listeners: Set<Done>;
  effort: Effort;
  latest: Verdict | undefined;
  /** Idle runs that were cut short by newer work. */
  interrupted: number;
}

/** Starting a worker and reading its bundle may take this long on a slow machine. */
const START_LIMIT = 10_000;
const MOST_INTERRUPTIONS = 3;
/** A run nobody waits for ends after so many milliseconds. */
const ABANDONED_LIMIT = 300;

const NOT_TRIED: Verdict = { kind: 'undecided', reason: 'pending', source: 'limits', stage: 'first' };

const defaultSchedule: Schedule = (run, milliseconds) => {
  const timers = globalThis as unknown as {
    setTimeout(run: () => void, ms: number): unknown;
    clearTimeout(timer: unknown): void;
  };
  const timer = timers.setTimeout(run, milliseconds);
  // In Node a timer must not keep the process alive for an idle worker's sake.
  if (milliseconds >= 30_000) (timer as { unref?: () => void }).unref?.();
  return () => timers.clearTimeout(timer);
};

/**
 * One worker, one job at a time: newest pattern first, long second looks only when nothing else waits, and
 * the worker is killed where a job overruns its limit. Whoever no longer wants an answer takes its listener
 * away, and the job is dropped.
 */
export class WorkQueue {
  private readonly tasks = new Map<string, Task>();
  /** What waits, the newest last; some of it may be settled, dropped, or here twice. */
  private readonly stacks: Record<Effort, Task[]> = { normal: [], idle: [] };
  private worker: MaskWorker | undefined;
  /** The worker takes jobs. */
  private ready = false;
  private current: { readonly task: Task; readonly id: number } | undefined;
  private callOff: () => void = () => undefined;
  private nextId = 1;
  private disposed = false;
  private readonly schedule: Schedule;

  constructor(private readonly options: WorkQueueOptions) {
    this.schedule = options.schedule ?? defaultSchedule;
  }

  add(pattern: string, flags: string, listener: Done): () => void {
    const key = `${flags}/${pattern}`;
    const known = this.tasks.get(key);
    if (known?.latest) listener(known.latest);
    const task: Task = known ?? {
      pattern,
      flags,
      listeners: new Set(),
      effort: 'normal',
      latest: undefined,
      interrupted: 0,
    };
    task.listeners.add(listener);
    this.tasks.set(key, task);
    this.push(task);
    this.next();
    return () => {
      task.listeners.delete(listener);
      if (task.listeners.size > 0) return;
      if (this.current?.task === task) this.abandon(task);
      else if (this.tasks.get(key) === task) this.tasks.delete(key);
    };
  }

  dispose(): void {
    this.disposed = true;
    this.tasks.clear();
    this.stop();
  }

  private push(task: Task): void {
    const stack = this.stacks[task.effort];
    stack.push(task);
    // What was dropped while newer work kept coming lies at the bottom.
    if (stack.length > 2 * this.tasks.size + 100) {
      const waiting = new Set(stack.filter((entry) => this.isWaiting(entry)).reverse());
      this.stacks[task.effort] = [...waiting].reverse();
    }
  }

  private isWaiting(task: Task): boolean {
    return this.tasks.get(`${task.flags}/${task.pattern}`) === task && this.current?.task !== task;
  }

  /** The newest that waits for a run of this kind. */
  private newest(effort: Effort): Task | undefined {
    const stack = this.stacks[effort];
    for (let task = stack.at(-1); task !== undefined; task = stack.at(-1)) {
      if (task.effort === effort && this.isWaiting(task)) return task;
      stack.pop();
    }
    return undefined;
  }

  private next(): void {
    if (this.disposed) return;
    if (this.current) {
      // A long second look gives way, unless it has been put off time and again.
      const { task } = this.current;
      if (task.effort === 'normal' || task.interrupted >= MOST_INTERRUPTIONS) return;
      if (this.newest('normal') === undefined) return;
      task.interrupted++;
      this.stop();
      this.push(task);
    }
    const task = this.newest('normal') ?? this.newest('idle');
    if (task) this.start(task);
    else if (this.worker) this.timer(() => this.stop(), this.options.keepAlive ?? 30_000);
  }

  /**
   * Nobody waits for the run under way any more: it has a little time left, as a new worker takes longer to
   * start than most runs.
   */
  private abandon(task: Task): void {
    // One that has not begun is put aside as soon as the worker is ready.
    if (!this.ready) return;
    this.timer(() => {
      if (task.listeners.size === 0) this.fail('time-limit');
      else this.limit(task);
    }, ABANDONED_LIMIT);
  }

  private start(task: Task): void {
    const id = this.nextId++;
    this.current = { task, id };
    if (this.worker) {
      if (this.ready) this.post();
      return;
    }
    try {
      const worker = this.options.spawnWorker();
      this.worker = worker;
      worker.onMessage((message) => {
        if (this.worker === worker) this.receive(message);
      });
      worker.onExit(() => {
        if (this.worker === worker) this.fail('failed');
      });
      this.timer(() => this.fail('failed'), START_LIMIT);
    } catch {
      this.fail('failed');
    }
  }

  private post(): void {
    if (!this.current || !this.worker) return;
    const { task, id } = this.current;
    this.limit(task);
    this.worker.post({ id, pattern: task.pattern, flags: task.flags, effort: task.effort });
  }

  private limit(task: Task): void {
    const { normalLimit = 1500, idleLimit = 12_000 } = this.options;
    this.timer(() => this.fail('time-limit'), task.effort === 'normal' ? normalLimit : idleLimit);
  }

  private receive(message: WorkerMessage): void {
    if (message.type === 'ready') {
      this.ready = true;
      if (this.current?.task.listeners.size === 0) this.settle(NOT_TRIED);
      else this.post();
      return;
    }
    if (message.id !== this.current?.id) return;
    if (message.done) this.settle(message.verdict);
    else this.tell(this.current.task, message.verdict);
  }

  private fail(reason: 'time-limit' | 'failed'): void {
    const task = this.current?.task;
    this.stop();
    if (!task) return;
    this.current = { task, id: 0 };
    const stage = task.effort === 'idle' || reason === 'failed' ? 'final' : 'first';
    const known = task.latest;
    if (known && known.kind !== 'undecided') this.settle({ ...known, stage: 'final' });
    else this.settle({ ...known, kind: 'undecided', reason, source: 'limits', stage });
  }

  /** The end of a run: final, or the pattern waits for its second look. */
  private settle(verdict: Verdict): void {
    const task = this.current!.task;
    this.current = undefined;
    this.callOff();
    const key = `${task.flags}/${task.pattern}`;
    if (verdict.stage === 'final' || task.listeners.size === 0) this.tasks.delete(key);
    else {
      task.effort = 'idle';
      this.push(task);
    }
    this.tell(task, verdict);
    this.next();
  }

  private tell(task: Task, verdict: Verdict): void {
    task.latest = verdict;
    for (const listener of [...task.listeners]) listener(verdict);
  }

  private timer(run: () => void, milliseconds: number): void {
    this.callOff();
    this.callOff = this.schedule(run, milliseconds);
  }

  private stop(): void {
    this.callOff();
    const worker = this.worker;
    this.worker = undefined;
    this.ready = false;
    this.current = undefined;
    worker?.terminate();
  }
}
