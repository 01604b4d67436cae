import { BoundedMap } from '../bounded-map';
import { ANALYSER_VERSION } from '../redos/verdict';
import type { SampleSet } from '../samples';
import type { CoveredRange } from './judge';

/** The texts that a pattern is tried on: the lines of the sensitive samples, then the ordinary ones. */
export function textsOf({ lines, ordinary }: SampleSet): string[] {
  return [...lines.map(({ text }) => text), ...ordinary.map(({ text }) => text)];
}

/** What a pattern matches of each text. */
export interface Trial {
  readonly mode: 'linear' | 'bounded';
  readonly matchesEmpty: boolean;
  /** By number of the text, those with matches only; ranges are never empty. */
  readonly found: ReadonlyMap<number, readonly CoveredRange[]>;
}

/** A trial as it is kept: for each text with matches its number, then their starts and ends. */
export type KeptTrial = readonly [
  pattern: string,
  mode: Trial['mode'],
  matchesEmpty: boolean,
  found: readonly (readonly number[])[],
];

/** Trials on some samples, by a name that changes with the samples and with the matcher. */
export type KeptTrials = readonly [name: string, trials: readonly KeptTrial[]];

/** Trials that are remembered, and the characters of patterns and numbers they may weigh. */
const MOST = 500;
const MOST_WEIGHT = 2_000_000;
/** Sets of samples of which trials are kept. */
const MOST_SETS = 5;

/** Trials on one set of samples. */
export class SampleTrials {
  private readonly trials = new BoundedMap<Trial>(MOST, MOST_WEIGHT, ({ found }) => {
    let weight = 0;
    for (const ranges of found.values()) weight += 10 * ranges.length;
    return weight;
  });

  constructor(
    readonly name: string,
    private readonly texts: readonly string[],
    private readonly onNew: () => void,
  ) {}

  get(pattern: string): Trial | undefined {
    return this.trials.get(pattern);
  }

  set(pattern: string, trial: Trial): void {
    this.trials.set(pattern, trial);
    this.onNew();
  }

  export(): KeptTrial[] {
    return [...this.trials].map(([pattern, { mode, matchesEmpty, found }]) => [
      pattern,
      mode,
      matchesEmpty,
      [...found].map(([i, ranges]) => [i, ...ranges.flat()]),
    ]);
  }

  /** Takes back what `export` gave; what is no trial of these samples is left out. */
  import(kept: readonly unknown[]): void {
    for (const entry of kept) {
      if (!Array.isArray(entry)) continue;
      const [pattern, mode, matchesEmpty, sparse] = entry as unknown[];
      const found = this.foundIn(sparse);
      if (typeof pattern !== 'string' || typeof matchesEmpty !== 'boolean' || found === undefined) continue;
      if (mode === 'linear' || mode === 'bounded') this.trials.set(pattern, { mode, matchesEmpty, found });
    }
  }

  private foundIn(sparse: unknown): Map<number, CoveredRange[]> | undefined {
    if (!Array.isArray(sparse)) return undefined;
    const found = new Map<number, CoveredRange[]>();
    for (const numbers of sparse) {
      if (!Array.isArray(numbers) || !numbers.every((n) => Number.isInteger(n) && n >= 0)) return undefined;
      const [index, ...ends] = numbers as number[];
      const text = this.texts[index!];
      if (text === undefined || ends.length === 0 || ends.length % 2 !== 0) return undefined;
      const ranges: CoveredRange[] = [];
      for (let i = 0; i < ends.length; i += 2) {
        const [start, end] = [ends[i]!, ends[i + 1]!];
        if (start >= end || end > text.length) return undefined;
        ranges.push([start, end]);
      }
      found.set(index!, ranges);
    }
    return found;
  }
}

/**
 * What patterns match of the samples, remembered across runs: to try a pattern takes longer than to check a
 * small project. Nothing is lost where it is not: the pattern is tried again.
 */
export class TrialMemory {
  private readonly sets = new Map<string, SampleTrials>();
  private readonly kept = new Map<string, readonly unknown[]>();
  private hasNew = false;

  /** @param saved what `export` gave in an earlier run; anything else in it is left out */
  constructor(saved?: unknown) {
    if (!Array.isArray(saved)) return;
    for (const set of saved)
      if (Array.isArray(set) && typeof set[0] === 'string' && Array.isArray(set[1]))
        this.kept.set(set[0], set[1] as unknown[]);
  }

  /** Whether a pattern was tried that was not known. */
  get isNew(): boolean {
    return this.hasNew;
  }

  on(samples: SampleSet): SampleTrials {
    const texts = textsOf(samples);
    const name = nameOf(texts);
    let trials = this.sets.get(name);
    if (trials === undefined) {
      trials = new SampleTrials(name, texts, () => {
        this.hasNew = true;
      });
      trials.import(this.kept.get(name) ?? []);
      this.sets.set(name, trials);
    }
    return trials;
  }

  export(): KeptTrials[] {
    const now = [...this.sets.values()].map((trials): KeptTrials => [trials.name, trials.export()]);
    const before = [...this.kept].filter(([name]) => !this.sets.has(name)) as unknown as KeptTrials[];
    return [...now, ...before].slice(0, MOST_SETS);
  }
}

/** A name for samples: the version of the analysers with two hashes (FNV-1a) of the texts. */
function nameOf(texts: readonly string[]): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (const text of texts) {
    for (let i = 0; i <= text.length; i++) {
      const unit = i < text.length ? text.charCodeAt(i) : 0x10000;
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit ^ (low >>> 16), 0x01000193);
    }
  }
  return `${ANALYSER_VERSION}/${texts.length}/${(low >>> 0).toString(36)}${(high >>> 0).toString(36)}`;
}
