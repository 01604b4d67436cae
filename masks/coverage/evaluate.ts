import { UnsupportedRegex } from '../regex/errors';
import { matcherOf } from '../regex/linear';
import { parseRegex } from '../regex/parse';
import type { OrdinarySample, SampleSet } from '../samples';
import { finish, type Work } from '../work';
import { type CoveredRange, judgeSamples, type SensitiveResult } from './judge';
import { type SampleTrials, type Trial, textsOf } from './trials';

export interface OrdinaryResult {
  readonly sample: OrdinarySample;
  readonly masked: readonly CoveredRange[];
}

export type NotEvaluatedReason =
  | 'invalid'
  /** A feature or size that the engine does not take. */
  | 'unsupported'
  /** It took more steps than a pattern may. */
  | 'step-limit';

export interface PatternCoverage {
  readonly pattern: string;
  readonly samples: SampleSet;
  /** `linear`: in linear time. `bounded`: backreferences, tried within a limit of steps. */
  readonly evaluated: 'linear' | 'bounded' | 'not-evaluated';
  readonly reason?: NotEvaluatedReason;
  /** What it matches, by number of the line in `samples.lines`. */
  readonly found: ReadonlyMap<number, readonly CoveredRange[]>;
  /** One result for each of `samples.sensitive`; empty where it was not evaluated. */
  readonly sensitive: readonly SensitiveResult[];
  /** Ordinary samples of which something is masked. */
  readonly tooBroad: readonly OrdinaryResult[];
  /** It matches the empty string, in an empty text or between characters. */
  readonly matchesEmpty: boolean;
}

/** Steps for all lines together, some ten milliseconds, and for one of them. */
const STEPS = 600_000;
const STEPS_PER_LINE = 40_000;

export function notEvaluated(
  pattern: string,
  samples: SampleSet,
  reason: NotEvaluatedReason,
): PatternCoverage {
  return {
    pattern,
    samples,
    evaluated: 'not-evaluated',
    reason,
    found: new Map(),
    sensitive: [],
    tooBroad: [],
    matchesEmpty: false,
  };
}

/**
 * Tries one pattern on every line, one line a step.
 * @param known what was found out before on the same samples
 */
export function* tryPattern(
  pattern: string,
  samples: SampleSet,
  known?: SampleTrials,
): Work<PatternCoverage> {
  const before = known?.get(pattern);
  if (before !== undefined) return coverageOf(pattern, samples, before);
  const trial = yield* tryOut(pattern, samples);
  if (typeof trial === 'string') return notEvaluated(pattern, samples, trial);
  known?.set(pattern, trial);
  return coverageOf(pattern, samples, trial);
}

function* tryOut(pattern: string, samples: SampleSet): Work<Trial | NotEvaluatedReason> {
  try {
    const texts = textsOf(samples);
    const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
    const regex = parseRegex(pattern);
    yield;
    const matcher = matcherOf(regex, longest, STEPS, STEPS_PER_LINE);
    yield;
    let matchesEmpty = matcher.test('') === true;
    const found = new Map<number, readonly CoveredRange[]>();
    for (const [i, text] of texts.entries()) {
      yield;
      const { matches, complete } = matcher.findAll(text);
      if (!complete) return 'step-limit';
      const ranges = matches.filter(([start, end]) => end > start);
      if (ranges.length < matches.length) matchesEmpty = true;
      if (ranges.length > 0) found.set(i, ranges);
    }
    return { mode: matcher.mode, matchesEmpty, found };
  } catch (error) {
    if (error instanceof UnsupportedRegex) return error.reason === 'invalid' ? 'invalid' : 'unsupported';
    if (error instanceof RangeError) return 'unsupported';
    throw error;
  }
}

function coverageOf(
  pattern: string,
  samples: SampleSet,
  { mode, matchesEmpty, found }: Trial,
): PatternCoverage {
  return {
    pattern,
    samples,
    evaluated: mode,
    found,
    sensitive: judgeSamples(samples, found),
    tooBroad: samples.ordinary.flatMap((sample, i) => {
      const masked = found.get(samples.lines.length + i);
      return masked === undefined ? [] : [{ sample, masked }];
    }),
    matchesEmpty,
  };
}

/** The same at once. */
export function evaluatePattern(pattern: string, samples: SampleSet): PatternCoverage {
  return finish(tryPattern(pattern, samples));
}
