import { UnsupportedRegex } from '../regex/errors';
import { linearMatcher } from '../regex/linear';
import type { OrdinarySample, SampleSet, SensitiveSample } from '../samples';

export type Range = readonly [start: number, end: number];

export interface SensitiveResult {
  readonly sample: SensitiveSample;
  readonly state: 'masked' | 'partly' | 'readable';
  /** What is masked, [start, end) in the sample, sorted and disjoint. */
  readonly masked: readonly Range[];
  /** Parts that stay readable, delimiters at their ends left out. */
  readonly leaks: readonly Range[];
  /** Share of letters and digits that are masked, 0–1. */
  readonly share: number;
}

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

/** Steps for all samples together: some ten milliseconds. */
const STEPS = 250_000;

/** Tries one pattern on every sample. */
export function evaluatePattern(pattern: string, samples: SampleSet, flags = ''): PatternCoverage {
  const none = (reason: NotEvaluatedReason): PatternCoverage => ({
    pattern,
    evaluated: 'not-evaluated',
    reason,
    sensitive: [],
    tooBroad: [],
    matchesEmpty: false,
  });
  try {
    const texts = [...samples.sensitive, ...samples.ordinary].map((sample) => sample.text);
    const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
    const matcher = linearMatcher(pattern, flags, longest, STEPS);
    let complete = true;
    let matchesEmpty = matcher.test('') === true;
    const find = (text: string): Range[] => {
      const run = matcher.findAll(text);
      complete &&= run.complete;
      const ranges = run.matches.filter(([start, end]) => end > start);
      if (ranges.length < run.matches.length) matchesEmpty = true;
      return ranges;
    };
    const sensitive = samples.sensitive.map((sample) => judge(sample, find(sample.text)));
    const tooBroad = samples.ordinary.flatMap((sample) => {
      const masked = find(sample.text);
      return masked.length > 0 ? [{ sample, masked }] : [];
    });
    if (!complete) return none('step-limit');
    return { pattern, evaluated: matcher.mode, sensitive, tooBroad, matchesEmpty };
  } catch (error) {
    if (error instanceof UnsupportedRegex)
      return none(error.reason === 'invalid' ? 'invalid' : 'unsupported');
    if (error instanceof RangeError) return none('unsupported');
    throw error;
  }
}

/** Ranges that touch or overlap become one. */
export function mergeRanges(ranges: readonly Range[]): Range[] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

const MEANINGFUL = /[\p{L}\p{N}]/u;

/** Says what a set of masked ranges leaves of a sample. Only letters and digits tell anybody anything. */
export function judge(sample: SensitiveSample, ranges: readonly Range[]): SensitiveResult {
  const masked = mergeRanges(ranges);
  const leaks: [number, number][] = [];
  let hidden = 0;
  let total = 0;
  let open = false;
  for (let i = 0; i < sample.text.length; i++) {
    const covered = masked.some(([start, end]) => start <= i && i < end);
    if (covered) open = false;
    if (!MEANINGFUL.test(sample.text[i]!)) continue;
    total++;
    if (covered) hidden++;
    else if (open) leaks[leaks.length - 1]![1] = i + 1;
    else {
      leaks.push([i, i + 1]);
      open = true;
    }
  }
  const state = hidden === 0 ? 'readable' : hidden === total ? 'masked' : 'partly';
  return { sample, state, masked, leaks, share: total === 0 ? 0 : hidden / total };
}
