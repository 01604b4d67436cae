import { BoundedMap } from '../bounded-map';
import type { TrialMemory } from '../coverage';
import { withOwnSamples } from '../samples';
import type { OwnSamples } from '../samples/types';
import type { KnownList } from './list';
import { Studies } from './studies';

/** Remembered pictures of lists, and what they may weigh in characters. */
const MOST_LISTS = 2000;
const MOST_WEIGHT = 1_000_000;
const WEIGHT_OF_PATTERN = 200;
/** Projects with samples of their own that are remembered at a time. */
const MOST_SETS = 5;

/** What is remembered under one set of samples. */
export interface Tried {
  readonly studies: Studies;
  readonly lists: BoundedMap<KnownList>;
}

export class TriedSets {
  private readonly sets = new BoundedMap<Tried>(MOST_SETS, Number.POSITIVE_INFINITY);
  private last: { readonly samples: OwnSamples; readonly tried: Tried } | undefined;

  /** @param isLinear Whether a pattern is proven to be. */
  constructor(
    private readonly isLinear: (pattern: string) => boolean,
    private readonly trials: () => TrialMemory | undefined,
  ) {}

  on(samples: OwnSamples): Tried {
    if (samples === this.last?.samples) return this.last.tried;
    const key = JSON.stringify([samples.sensitive, samples.ordinary]);
    let tried = this.sets.get(key);
    if (tried === undefined) {
      const all = withOwnSamples(samples);
      tried = {
        studies: new Studies(all, this.isLinear, this.trials()?.on(all)),
        lists: new BoundedMap(MOST_LISTS, MOST_WEIGHT, ({ patterns }) => patterns.length * WEIGHT_OF_PATTERN),
      };
      this.sets.set(key, tried);
    }
    this.last = { samples, tried };
    return tried;
  }
}
