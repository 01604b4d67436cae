import { checkSync } from 'recheck/lib/browser.js';
import { analyse as scan } from 'scslre';
import { analyse, DEEP_LIMITS, FAST_LIMITS } from '../../masks/redos/analyse';
import { createMaskAnalyser } from '../../masks/redos/analyser';
import { decide } from '../../masks/worker/decide';
import type { Label, LabelledPattern } from './patterns';
import { labelOf } from './score';

export type Analyser = (entry: LabelledPattern) => Label | 'undecided' | Promise<Label | 'undecided'>;

function scslre({ pattern, flags }: LabelledPattern): Label | 'undecided' {
  try {
    const { reports } = scan({ source: pattern, flags });
    if (reports.length === 0) return 'safe';
    return reports.some((report) => report.exponential) ? 'exponential' : 'quadratic';
  } catch {
    return 'undecided';
  }
}

function recheck(timeout: number): Analyser {
  return ({ pattern, flags }) => {
    const answer = checkSync(pattern, flags, { timeout });
    if (answer.status === 'safe') return 'safe';
    if (answer.status === 'unknown') return 'undecided';
    if (answer.complexity.type === 'exponential') return 'exponential';
    return answer.complexity.degree > 2 ? 'polynomial-3+' : 'quadratic';
  };
}

/**
 * What the server says at once, within its limit of time: of a pattern nobody has seen yet, as the memory is
 * new each time.
 */
function firstVerdict({ pattern, flags }: LabelledPattern): Label | 'undecided' {
  const analyser = createMaskAnalyser({ clock: performance });
  return labelOf(analyser.peek(pattern, flags));
}

/**
 * What the product says after the first second, and after the second look that undecided patterns get in idle
 * time.
 */
function product(effort: 'normal' | 'idle'): Analyser {
  return async ({ pattern, flags }) => {
    const job = { id: 0, pattern, flags, effort: 'normal' } as const;
    const first = await decide(job, () => undefined);
    if (effort === 'normal' || first.stage === 'final') return labelOf(first);
    return labelOf(await decide({ ...job, effort }, () => undefined));
  };
}

/** The analysers compared; `slow` ones take minutes for a few hundred patterns. */
export const ANALYSERS: readonly {
  readonly name: string;
  readonly run: Analyser;
  readonly rounds: number;
  readonly slow?: true;
}[] = [
  { name: 'first verdict (main thread, time limit of the server)', run: firstVerdict, rounds: 5 },
  {
    name: 'the same without the limit of time',
    run: (e) => labelOf(analyse(e.pattern, e.flags, FAST_LIMITS)),
    rounds: 3,
  },
  {
    name: 'own analysis, worker limits',
    run: (e) => labelOf(analyse(e.pattern, e.flags, DEEP_LIMITS)),
    rounds: 1,
  },
  { name: 'scslre 0.3.0', run: scslre, rounds: 2 },
  { name: 'worker, after the first look', run: product('normal'), rounds: 1 },
  { name: 'worker, after the second look', run: product('idle'), rounds: 1, slow: true },
  { name: 'recheck 4.5 pure, 1 s', run: recheck(1000), rounds: 1, slow: true },
  { name: 'recheck 4.5 pure, 10 s', run: recheck(10_000), rounds: 1, slow: true },
];
