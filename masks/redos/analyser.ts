import { analyse, DEEP_LIMITS, FAST_LIMITS } from './analyse';
import { type RememberedVerdict, VerdictMemory } from './memory';
import type { Verdict } from './verdict';
import { type Done, WorkQueue, type WorkQueueOptions } from './work-queue';

export interface MaskAnalyserOptions extends Partial<Omit<WorkQueueOptions, 'clock'>> {
  /** Milliseconds that only go forward, such as `performance`. */
  readonly clock: { now(): number };
  /** Verdicts remembered; default 2,000. */
  readonly capacity?: number;
  /** What `export` gave in an earlier session. */
  readonly remembered?: unknown;
  /** Time in milliseconds that `peek` may take for a pattern it does not know; default 8. */
  readonly peekLimit?: number;
}

export interface MaskAnalyser {
  /** What is remembered of a pattern; nothing is worked out. */
  known(pattern: string, flags?: string): Verdict | undefined;
  /**
   * What is known at once: remembered, or found by the quick analysis (a few milliseconds at most, bounded).
   */
  peek(pattern: string, flags?: string): Verdict;
  /**
   * Has a verdict that is not final worked out in the worker, the newest request first. `onChange` is called
   * for each better verdict; the last has stage `final`. Nothing happens where the verdict is final already.
   * Call the returned function when the pattern is gone.
   * @param first What `peek` said.
   */
  request(pattern: string, flags: string, onChange: (verdict: Verdict) => void, first?: Verdict): () => void;
  /** Waits for the final verdicts of all; for the command line. Keys of the map are the patterns. */
  analyseToEnd(patterns: readonly string[], flags?: string): Promise<Map<string, Verdict>>;
  /** Final verdicts to keep across restarts, as JSON-safe data. */
  export(): RememberedVerdict[];
  dispose(): void;
}

export function createMaskAnalyser(options: MaskAnalyserOptions): MaskAnalyser {
  const memory = new VerdictMemory(options.capacity ?? 2000);
  memory.import(options.remembered);
  const queue = options.spawnWorker
    ? new WorkQueue({ ...options, spawnWorker: options.spawnWorker })
    : undefined;
  const peekLimit = options.peekLimit ?? 8;

  const known = (pattern: string, flags = ''): Verdict | undefined =>
    pattern.length > DEEP_LIMITS.maxLength ? TOO_LONG : memory.get(pattern, flags);

  const peek = (pattern: string, flags = ''): Verdict => {
    const remembered = known(pattern, flags);
    if (remembered) return remembered;
    const end = options.clock.now() + peekLimit;
    const verdict = analyse(pattern, flags, { ...FAST_LIMITS, expired: () => options.clock.now() > end });
    // Without a worker nothing better will come.
    const kept: Verdict = queue ? verdict : { ...verdict, stage: 'final' };
    memory.set(pattern, flags, kept);
    return kept;
  };

  const request = (
    pattern: string,
    flags: string,
    onChange: Done,
    first = peek(pattern, flags),
  ): (() => void) => {
    if (first.stage === 'final' || !queue) return () => undefined;
    return queue.add(pattern, flags, (verdict) => {
      const better = keepFirst(first, verdict);
      memory.set(pattern, flags, better);
      onChange(better);
    });
  };

  return {
    known,
    peek,
    request,
    async analyseToEnd(patterns, flags = '') {
      const verdicts = new Map<string, Verdict>();
      const open = [...new Set(patterns)].map(
        (pattern) =>
          new Promise<void>((resolve) => {
            verdicts.set(pattern, peek(pattern, flags));
            if (verdicts.get(pattern)!.stage === 'final') return resolve();
            request(pattern, flags, (verdict) => {
              verdicts.set(pattern, verdict);
              if (verdict.stage === 'final') resolve();
            });
          }),
      );
      await Promise.all(open);
      return verdicts;
    },
    export: () => memory.export(),
    dispose: () => queue?.dispose(),
  };
}

/** No analyser takes such a pattern, so none is asked. */
const TOO_LONG: Verdict = { kind: 'undecided', reason: 'too-long', source: 'limits', stage: 'final' };

/** A fault that was shown on the main thread stays, should the worker be killed before it gets there. */
function keepFirst(first: Verdict, verdict: Verdict): Verdict {
  if (verdict.kind !== 'undecided' || first.kind === 'undecided') return verdict;
  return { ...first, stage: verdict.stage };
}
