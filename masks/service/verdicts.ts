import { analyse, DEEP_LIMITS, QUICK_LIMITS } from '../redos/analyse';
import type { RegexVerdict } from '../redos/verdict';
import { VerdictMemory } from './verdict-memory';

/** No analysis takes such a pattern, so none is asked. */
const TOO_LONG: RegexVerdict = { kind: 'undecided', reason: 'too-long', source: 'limits', stage: 'final' };
/** How often a worker may hang or die on a pattern before it is left alone for this run. */
const MAX_ATTEMPTS = 2;

/** Verdicts on backtracking: what is remembered, and what a quick look tells. */
export class Verdicts {
  private memory: VerdictMemory | undefined;
  private readonly attempts = new Map<string, number>();

  /** @param load what was kept of earlier runs */
  constructor(private readonly load: () => unknown) {}

  get isNew(): boolean {
    return this.memory?.isNew === true;
  }

  known(pattern: string): RegexVerdict | undefined {
    return pattern.length > DEEP_LIMITS.maxLength ? TOO_LONG : this.remembered().get(pattern);
  }

  /** What is remembered, else what a few milliseconds of work find out. */
  quick(pattern: string): RegexVerdict {
    const known = this.known(pattern);
    if (known !== undefined) return known;
    const verdict = analyse(pattern, '', QUICK_LIMITS);
    this.remembered().set(pattern, verdict);
    return verdict;
  }

  /** Remembers the last word on a pattern. Returns true, as no better one will come. */
  set(pattern: string, verdict: RegexVerdict): true {
    this.attempts.delete(pattern);
    this.remembered().set(pattern, verdict);
    return true;
  }

  /**
   * The worker hung or died. Returns whether that was the last attempt: what is known so far then stands for
   * this run.
   */
  interrupted(pattern: string): boolean {
    const attempts = (this.attempts.get(pattern) ?? 0) + 1;
    this.attempts.set(pattern, attempts);
    if (attempts < MAX_ATTEMPTS) return false;
    const known = this.quick(pattern);
    this.remembered().set(
      pattern,
      known.kind === 'undecided'
        ? { ...known, reason: 'interrupted', stage: 'interrupted' }
        : { ...known, stage: 'interrupted' },
    );
    return true;
  }

  export(): unknown {
    return this.remembered().export();
  }

  private remembered(): VerdictMemory {
    if (this.memory === undefined) {
      this.memory = new VerdictMemory();
      this.memory.import(this.load());
    }
    return this.memory;
  }
}
