import { BoundedMap } from '../bounded-map';
import type { SampleTrials, TrialMemory } from '../coverage';
import type { PatternAnalysis } from '../mask-types';
import { type OwnSamples, type SampleSet, withOwnSamples } from '../samples';
import type { Work } from '../work';
import { analysePattern } from './analysis';
import type { KnownList } from './known-list';

/**
 * Analyses remembered, those of the largest document at least, and what they may weigh in characters of
 * patterns.
 */
const MAX_ANALYSES = 2000;
const MAX_WEIGHT = 4_000_000;
const WEIGHT_OF_ANALYSIS = 1000;
/** Analyses that were begun and are to go on. */
const MAX_BEGUN = 50;
/** Lists remembered, and what they may weigh. */
const MAX_LISTS = 2000;
const MAX_LIST_WEIGHT = 1_000_000;
const WEIGHT_IN_LIST = 200;
/** Projects with samples of their own that are remembered at a time. */
const MAX_SETS = 5;

/** What patterns hide of one set of samples. */
export class SampleSetMemory {
  /** Lists of which everything is known. */
  readonly lists = new BoundedMap<KnownList>(
    MAX_LISTS,
    MAX_LIST_WEIGHT,
    ({ patterns }) => patterns.length * WEIGHT_IN_LIST,
  );
  private readonly done = new BoundedMap<PatternAnalysis>(MAX_ANALYSES, MAX_WEIGHT, () => WEIGHT_OF_ANALYSIS);
  private readonly begun = new BoundedMap<Work<PatternAnalysis>>(MAX_BEGUN, MAX_WEIGHT);

  constructor(
    private readonly samples: SampleSet,
    private readonly isLinear: (pattern: string) => boolean,
    private readonly trials: SampleTrials | undefined,
  ) {}

  /**
   * What is known of a pattern; where that is not all, the analysis goes on until the time is up.
   * @returns undefined where the time was up before its end
   */
  analysis(pattern: string, expired: () => boolean): PatternAnalysis | undefined {
    const known = this.done.get(pattern);
    if (known !== undefined) return known;
    if (expired()) return undefined;
    const work = this.begun.get(pattern) ?? analysePattern(pattern, this.samples, this.isLinear, this.trials);
    do {
      const step = work.next();
      if (!step.done) continue;
      this.begun.delete(pattern);
      this.done.set(pattern, step.value);
      return step.value;
    } while (!expired());
    this.begun.set(pattern, work);
    return undefined;
  }
}

/** What patterns hide, by set of samples. */
export class CoverageMemory {
  private readonly sets = new BoundedMap<SampleSetMemory>(MAX_SETS, Number.POSITIVE_INFINITY);
  private last: { readonly own: OwnSamples; readonly set: SampleSetMemory } | undefined;

  /**
   * @param isLinear whether a pattern is proven to be
   * @param trials what was found out in earlier runs
   */
  constructor(
    private readonly isLinear: (pattern: string) => boolean,
    private readonly trials: () => TrialMemory | undefined,
  ) {}

  on(own: OwnSamples): SampleSetMemory {
    if (own === this.last?.own) return this.last.set;
    const key = JSON.stringify([own.sensitive, own.ordinary]);
    let set = this.sets.get(key);
    if (set === undefined) {
      const samples = withOwnSamples(own);
      set = new SampleSetMemory(samples, this.isLinear, this.trials()?.on(samples));
      this.sets.set(key, set);
    }
    this.last = { own, set };
    return set;
  }
}
