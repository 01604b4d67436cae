import { analyse, DEEP_LIMITS, QUICK_LIMITS } from '../../masks/redos/analyse';
import type { Label, LabelledPattern } from './patterns';
import { labelOf } from './score';

export type Analyser = (entry: LabelledPattern) => Label | 'undecided';

/** What is compared: both count their work in steps, so that the answers are the same on every machine. */
export const ANALYSERS: readonly {
  readonly name: string;
  readonly run: Analyser;
  readonly rounds: number;
}[] = [
  {
    name: 'quick look, main thread',
    run: (e) => labelOf(analyse(e.pattern, e.flags, QUICK_LIMITS)),
    rounds: 5,
  },
  { name: 'last word, worker', run: (e) => labelOf(analyse(e.pattern, e.flags, DEEP_LIMITS)), rounds: 2 },
];
