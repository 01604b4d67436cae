import { BoundedMap } from '../bounded-map';
import { ANALYSER_VERSION, type Verdict } from './verdict';

export type RememberedVerdict = readonly [key: string, verdict: Verdict];

/** Under what a verdict is kept across restarts. */
export function verdictKey(pattern: string, flags: string): string {
  return `${ANALYSER_VERSION}/${flags}/${pattern}`;
}

const KINDS = new Set(['safe', 'polynomial', 'exponential', 'undecided']);
/** Characters of patterns and verdicts that are remembered, and that are kept across restarts. */
const MOST_CHARACTERS = 4_000_000;
const MOST_EXPORTED = 500_000;

/** Characters that a verdict brings along. */
function weigh(verdict: Verdict): number {
  if (verdict.kind === 'safe' || verdict.kind === 'undecided') return 0;
  const { attack, rewrite = '' } = verdict;
  return attack.prefix.length + attack.pump.length + attack.suffix.length + rewrite.length;
}

/** Verdicts by pattern, flags and version of the analysers; the least recently used go first. */
export class VerdictMemory {
  private readonly byFlags = new Map<string, BoundedMap<Verdict>>();
  /**
   * What was kept of earlier runs and was not asked for yet, by key, the least recently used first: it is
   * looked at when it is.
   */
  private kept = new Map<unknown, unknown>();

  constructor(private readonly most: number) {}

  get(pattern: string, flags: string): Verdict | undefined {
    return this.byFlags.get(flags)?.get(pattern) ?? this.take(pattern, flags);
  }

  set(pattern: string, flags: string, verdict: Verdict): void {
    this.kept.delete(verdictKey(pattern, flags));
    let verdicts = this.byFlags.get(flags);
    if (verdicts === undefined) {
      verdicts = new BoundedMap(this.most, MOST_CHARACTERS, weigh);
      this.byFlags.set(flags, verdicts);
    }
    verdicts.set(pattern, verdict);
  }

  /** The final verdicts used last, oldest first, to be kept across restarts. */
  export(): RememberedVerdict[] {
    const final: RememberedVerdict[] = [...this.kept].filter(isRemembered).slice(-this.most);
    for (const [flags, verdicts] of this.byFlags)
      for (const [pattern, verdict] of verdicts)
        if (verdict.stage === 'final') final.push([verdictKey(pattern, flags), verdict]);
    let room = MOST_EXPORTED;
    const first = final.findLastIndex(([key, verdict]) => {
      room -= key.length + weigh(verdict);
      return room < 0;
    });
    return final.slice(first + 1);
  }

  /** Takes back what `export` gave; anything else in there (another version, a damaged file) is left out. */
  import(saved: unknown): void {
    if (Array.isArray(saved) && saved.every(isPair)) this.kept = new Map(saved);
  }

  private take(pattern: string, flags: string): Verdict | undefined {
    const verdict = this.kept.size === 0 ? undefined : this.kept.get(verdictKey(pattern, flags));
    if (!isFinalVerdict(verdict)) return undefined;
    this.set(pattern, flags, verdict);
    return verdict;
  }
}

function isPair(entry: unknown): entry is [unknown, unknown] {
  return Array.isArray(entry);
}

/** Whether an entry of what was kept can be kept on. */
function isRemembered(entry: [unknown, unknown]): entry is [string, Verdict] {
  const [key, verdict] = entry;
  return typeof key === 'string' && key.startsWith(`${ANALYSER_VERSION}/`) && isFinalVerdict(verdict);
}

function isFinalVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null) return false;
  const verdict = value as Partial<Record<string, unknown>>;
  if (!KINDS.has(String(verdict.kind)) || verdict.stage !== 'final') return false;
  if (verdict.kind === 'safe' || verdict.kind === 'undecided') return true;
  const attack = verdict.attack as Partial<Record<string, unknown>> | undefined;
  const texts = [attack?.prefix, attack?.pump, attack?.suffix];
  if (!texts.every((text) => typeof text === 'string') || typeof attack?.repeat !== 'number') return false;
  if (verdict.rewrite !== undefined && typeof verdict.rewrite !== 'string') return false;
  if (verdict.kind === 'polynomial' && typeof verdict.degree !== 'number') return false;
  return Array.isArray(verdict.hotspot) && verdict.hotspot.length === 2;
}
