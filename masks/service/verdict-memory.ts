import { BoundedMap } from '../bounded-map';
import { ANALYSER_VERSION, type RegexVerdict } from '../redos/verdict';

export type RememberedVerdict = readonly [key: string, verdict: RegexVerdict];

/** The key of a verdict that is kept across runs. */
export function verdictKey(pattern: string): string {
  return `${ANALYSER_VERSION}/${pattern}`;
}

const KINDS = new Set(['safe', 'polynomial', 'exponential', 'undecided']);
/** Characters of patterns and verdicts that are remembered, and that are kept across restarts. */
const MOST_CHARACTERS = 4_000_000;
const MOST_EXPORTED = 500_000;

/** Characters that a verdict brings along. */
function weigh(verdict: RegexVerdict): number {
  if (verdict.kind === 'safe' || verdict.kind === 'undecided') return 0;
  const { attack, rewrite = '' } = verdict;
  return attack.prefix.length + attack.pump.length + attack.suffix.length + rewrite.length;
}

const MAX_VERDICTS = 2000;

/** Verdicts by pattern; the least recently used go first. Only final ones are kept across runs. */
export class VerdictMemory {
  private readonly verdicts: BoundedMap<RegexVerdict>;
  /** What was kept of earlier runs and was not asked for yet, by key, the least recently used first. */
  private kept = new Map<unknown, unknown>();
  private hasNew = false;

  constructor(private readonly most = MAX_VERDICTS) {
    this.verdicts = new BoundedMap(most, MOST_CHARACTERS, weigh);
  }

  /** Whether a final verdict was set since the last export. */
  get isNew(): boolean {
    return this.hasNew;
  }

  get(pattern: string): RegexVerdict | undefined {
    return this.verdicts.get(pattern) ?? this.restore(pattern);
  }

  set(pattern: string, verdict: RegexVerdict): void {
    this.kept.delete(verdictKey(pattern));
    this.verdicts.set(pattern, verdict);
    if (verdict.stage === 'final') this.hasNew = true;
  }

  /** The final verdicts used last, oldest first, to be kept across runs. */
  export(): RememberedVerdict[] {
    this.hasNew = false;
    const final: RememberedVerdict[] = [...this.kept].filter(isRemembered).slice(-this.most);
    for (const [pattern, verdict] of this.verdicts)
      if (verdict.stage === 'final') final.push([verdictKey(pattern), verdict]);
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

  private restore(pattern: string): RegexVerdict | undefined {
    const verdict = this.kept.size === 0 ? undefined : this.kept.get(verdictKey(pattern));
    if (!isFinalVerdict(verdict)) return undefined;
    this.kept.delete(verdictKey(pattern));
    this.verdicts.set(pattern, verdict);
    return verdict;
  }
}

function isPair(entry: unknown): entry is [unknown, unknown] {
  return Array.isArray(entry);
}

/** Whether an entry of what was kept can be kept on. */
function isRemembered(entry: [unknown, unknown]): entry is [string, RegexVerdict] {
  const [key, verdict] = entry;
  return typeof key === 'string' && key.startsWith(`${ANALYSER_VERSION}/`) && isFinalVerdict(verdict);
}

function isFinalVerdict(value: unknown): value is RegexVerdict {
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
