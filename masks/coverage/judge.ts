import type { SensitiveSample } from '../samples';

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

/** Most patterns leave most samples alone: one result per sample stands for all of these. */
const untouched = new WeakMap<SensitiveSample, SensitiveResult>();

/** Says what a set of masked ranges leaves of a sample. Only letters and digits tell anybody anything. */
export function judge(sample: SensitiveSample, ranges: readonly Range[]): SensitiveResult {
  if (ranges.length > 0) return measure(sample, mergeRanges(ranges));
  let result = untouched.get(sample);
  if (result === undefined) {
    result = measure(sample, []);
    untouched.set(sample, result);
  }
  return result;
}

const MEANINGFUL = /[\p{L}\p{N}]/u;

/** Nearly all samples are ASCII, for which the large set above need not be made. */
function isMeaningful(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 128) return MEANINGFUL.test(text[at]!);
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
}

function measure(sample: SensitiveSample, masked: readonly Range[]): SensitiveResult {
  const leaks: [number, number][] = [];
  let hidden = 0;
  let total = 0;
  let open = false;
  for (let i = 0; i < sample.text.length; i++) {
    const covered = masked.some(([start, end]) => start <= i && i < end);
    if (covered) open = false;
    if (!isMeaningful(sample.text, i)) continue;
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
