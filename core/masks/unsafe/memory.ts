import { ANALYSER_VERSION, type Verdict } from './verdict';

export type RememberedVerdict = readonly [key: string, verdict: Verdict];

export function verdictKey(pattern: string, flags: string): string {
  return `${ANALYSER_VERSION}/${flags}/${pattern}`;
}

const KINDS = new Set(['safe', 'polynomial', 'exponential', 'undecided']);

/** Verdicts by pattern, flags and version of the analysers; the least recently used go first. */
export class VerdictMemory {
  private readonly entries = new Map<string, Verdict>();

  constructor(private readonly most: number) {}

  get(key: string): Verdict | undefined {
    const verdict = this.entries.get(key);
    if (verdict) {
      this.entries.delete(key);
      this.entries.set(key, verdict);
    }
    return verdict;
  }

  set(key: string, verdict: Verdict): void {
    this.entries.delete(key);
    this.entries.set(key, verdict);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.most) break;
      this.entries.delete(oldest);
    }
  }

  /** Final verdicts, oldest first, to be kept across restarts. */
  export(): RememberedVerdict[] {
    return [...this.entries].filter(([, verdict]) => verdict.stage === 'final');
  }

  /** Takes back what `export` gave; anything else in there (another version, a damaged file) is left out. */
  import(saved: unknown): void {
    if (!Array.isArray(saved)) return;
    for (const entry of saved) {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string' || !isFinalVerdict(entry[1])) continue;
      if (entry[0].startsWith(`${ANALYSER_VERSION}/`)) this.set(entry[0], entry[1]);
    }
  }
}

function isFinalVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null) return false;
  const verdict = value as Partial<Record<string, unknown>>;
  if (!KINDS.has(String(verdict.kind)) || verdict.stage !== 'final') return false;
  if (verdict.kind === 'safe' || verdict.kind === 'undecided') return true;
  const attack = verdict.attack as Partial<Record<string, unknown>> | undefined;
  const texts = [attack?.prefix, attack?.pump, attack?.suffix];
  if (!texts.every((text) => typeof text === 'string') || typeof attack?.repeat !== 'number') return false;
  if (verdict.kind === 'polynomial' && typeof verdict.degree !== 'number') return false;
  return Array.isArray(verdict.hotspot) && verdict.hotspot.length === 2;
}
