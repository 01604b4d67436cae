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

  constructor(private readonly most: number) {}

  get(pattern: string, flags: string): Verdict | undefined {
    return this.byFlags.get(flags)?.get(pattern);
  }

  set(pattern: string, flags: string, verdict: Verdict): void {
    let verdicts = this.byFlags.get(flags);
    if (verdicts === undefined) {
      verdicts = new BoundedMap(this.most, MOST_CHARACTERS, weigh);
      this.byFlags.set(flags, verdicts);
    }
    verdicts.set(pattern, verdict);
  }

  /** The final verdicts used last, oldest first, to be kept across restarts. */
  export(): RememberedVerdict[] {
    const final: RememberedVerdict[] = [];
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
    if (!Array.isArray(saved)) return;
    for (const entry of saved) {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string' || !isFinalVerdict(entry[1])) continue;
      const [version, flags] = entry[0].split('/', 2);
      if (version !== ANALYSER_VERSION || flags === undefined) continue;
      this.set(entry[0].slice(version.length + flags.length + 2), flags, entry[1]);
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
  if (verdict.rewrite !== undefined && typeof verdict.rewrite !== 'string') return false;
  if (verdict.kind === 'polynomial' && typeof verdict.degree !== 'number') return false;
  return Array.isArray(verdict.hotspot) && verdict.hotspot.length === 2;
}
