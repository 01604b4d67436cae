import { BoundedMap } from '../bounded-map';
import type { SampleTrials } from '../coverage';
import type { PatternStudy } from '../mask-types';
import type { SampleSet } from '../samples';
import type { Work } from '../work';
import { studyPattern } from './study';

/**
 * Studies remembered, those of the largest document at least, and what they may weigh in characters of
 * patterns.
 */
const MOST_STUDIES = 2000;
const MOST_WEIGHT = 4_000_000;
const WEIGHT_OF_STUDY = 1000;
const MOST_OPEN = 50;

/**
 * Studies of patterns on one set of samples: the last ones are remembered, those begun go on where they were.
 */
export class Studies {
  private readonly done = new BoundedMap<PatternStudy>(MOST_STUDIES, MOST_WEIGHT, () => WEIGHT_OF_STUDY);
  private readonly open = new BoundedMap<Work<PatternStudy>>(MOST_OPEN, MOST_WEIGHT);

  constructor(
    private readonly samples: SampleSet,
    private readonly isLinear: (pattern: string) => boolean,
    private readonly trials: SampleTrials | undefined,
  ) {}

  known(pattern: string): PatternStudy | undefined {
    return this.done.get(pattern);
  }

  /**
   * Goes on with the study of a pattern that is not known yet, a step at least.
   * @returns undefined where the time was up before its end.
   */
  study(pattern: string, expired: () => boolean): PatternStudy | undefined {
    const work = this.open.get(pattern) ?? studyPattern(pattern, this.samples, this.isLinear, this.trials);
    do {
      const step = work.next();
      if (!step.done) continue;
      this.open.delete(pattern);
      this.done.set(pattern, step.value);
      return step.value;
    } while (!expired());
    this.open.set(pattern, work);
    return undefined;
  }
}
