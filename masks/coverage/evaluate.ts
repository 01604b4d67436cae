import { UnsupportedRegex } from '../regex/errors';
import { matcherOf } from '../regex/linear';
import { parseRegex } from '../regex/parse';
import type { OrdinarySample, SampleSet } from '../samples';
import { finish, type Work } from '../work';
import { judge, type Range, type SensitiveResult } from './judge';
import type { SampleTrials, Trial } from './trials';

export interface OrdinaryResult {
  readonly sample: OrdinarySample;
  readonly masked: readonly Range[];
}

export type NotEvaluatedReason =
  | 'invalid'
  /** A feature or size that the engine does not take. */
  | 'unsupported'
  /** It took more steps than a pattern may. */
  | 'step-limit';

export interface PatternCoverage {
  readonly pattern: string;
  /** `linear`: in linear time. `bounded`: backreferences, tried within a limit of steps. */
  readonly evaluated: 'linear' | 'bounded' | 'not-evaluated';
  readonly reason?: NotEvaluatedReason;
  readonly sensitive: readonly SensitiveResult[];
  /** Ordinary samples of which something is masked. */
  readonly tooBroad: readonly OrdinaryResult[];
  /** It matches the empty string, in an empty text or between characters. */
  readonly matchesEmpty: boolean;
}

/** Steps for all samples together, some ten milliseconds, and for one of them. */
const STEPS = 300_000;
const STEPS_PER_SAMPLE = 40_000;

export function notEvaluated(pattern: string, reason: NotEvaluatedReason): PatternCoverage {
  return { pattern, evaluated: 'not-evaluated', reason, sensitive: [], tooBroad: [], matchesEmpty: false };
}

/**
 * Tries one pattern on every sample, one sample a step.
 * @param known what was found out before, without flags on the same samples
 */
export function* tryPattern(
  pattern: string,
  samples: SampleSet,
  flags = '',
  known?: SampleTrials,
): Work<PatternCoverage> {
  const before = known?.get(pattern);
  if (before !== undefined) return coverageOf(pattern, samples, before);
  const trial = yield* tryOut(pattern, samples, flags);
  if (typeof trial === 'string') return notEvaluated(pattern, trial);
  known?.set(pattern, trial);
  return coverageOf(pattern, samples, trial);
}

function* tryOut(pattern: string, samples: SampleSet, flags: string): Work<Trial | NotEvaluatedReason> {
  try {
    const texts = [...samples.sensitive, ...samples.ordinary].map((sample) => sample.text);
    const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
    const regex = parseRegex(pattern, flags);
    yield;
    const matcher = matcherOf(regex, longest, STEPS, STEPS_PER_SAMPLE);
    yield;
    let matchesEmpty = matcher.test('') === true;
    const found: Range[][] = [];
    for (const text of texts) {
      yield;
      const { matches, complete } = matcher.findAll(text);
      if (!complete) return 'step-limit';
      const ranges = matches.filter(([start, end]) => end > start);
      if (ranges.length < matches.length) matchesEmpty = true;
      found.push(ranges);
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
  const ordinary = found.slice(samples.sensitive.length);
  return {
    pattern,
    evaluated: mode,
    sensitive: samples.sensitive.map((sample, i) => judge(sample, found[i]!)),
    tooBroad: samples.ordinary.flatMap((sample, i) =>
      ordinary[i]!.length > 0 ? [{ sample, masked: ordinary[i]! }] : [],
    ),
    matchesEmpty,
  };
}

/** The same at once. */
export function evaluatePattern(pattern: string, samples: SampleSet, flags = ''): PatternCoverage {
  return finish(tryPattern(pattern, samples, flags));
}
