import type { SampleLine, SampleSet, SensitiveSample } from '../samples';

export type CoveredRange = readonly [start: number, end: number];

/** What is hidden of one line. */
export interface LineResult {
  readonly line: SampleLine;
  /** [start, end) in the line, sorted and disjoint. */
  readonly masked: readonly CoveredRange[];
  /**
   * Share of the sample's letters and digits that are masked, 0–1; where the sample stands twice, the smaller
   * share.
   */
  readonly share: number;
}

/** What is hidden of one sample in all of its lines. */
export interface SensitiveResult {
  readonly sample: SensitiveSample;
  /** `masked`: as a whole in every line. `readable`: in no line any of it. */
  readonly state: 'masked' | 'partly' | 'readable';
  /** All lines of the sample; empty where it is readable. */
  readonly lines: readonly LineResult[];
  /** The smallest share of all lines, and the largest. */
  readonly share: number;
  readonly bestShare: number;
}

/** Ranges that touch or overlap become one. */
export function mergeRanges(ranges: readonly CoveredRange[]): CoveredRange[] {
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

function readable(sample: SensitiveSample): SensitiveResult {
  let result = untouched.get(sample);
  if (result === undefined) {
    result = { sample, state: 'readable', lines: [], share: 0, bestShare: 0 };
    untouched.set(sample, result);
  }
  return result;
}

/**
 * What masked ranges leave of each sample.
 * @param found by number of the line in `samples.lines`; lines of which nothing is masked may be absent
 */
export function judgeSamples(
  { sensitive, lines }: SampleSet,
  found: ReadonlyMap<number, readonly CoveredRange[]>,
): SensitiveResult[] {
  const touched = new Map<number, LineResult[]>();
  for (const [i, ranges] of found) {
    const line = lines[i];
    if (line !== undefined && ranges.length > 0) touched.set(line.sample, []);
  }
  if (touched.size > 0)
    for (const [i, line] of lines.entries())
      touched.get(line.sample)?.push(judgeLine(line, sensitive, found.get(i)));
  return sensitive.map((sample, i) => {
    const results = touched.get(i);
    return results === undefined ? readable(sample) : summary(sample, results);
  });
}

function summary(sample: SensitiveSample, lines: readonly LineResult[]): SensitiveResult {
  const shares = lines.map(({ share }) => share);
  const share = Math.min(...shares);
  const bestShare = Math.max(...shares);
  if (bestShare === 0) return readable(sample);
  return { sample, state: share === 1 ? 'masked' : 'partly', lines, share, bestShare };
}

/** Says what a set of masked ranges leaves of a line's sample. */
export function judgeLine(
  line: SampleLine,
  sensitive: readonly SensitiveSample[],
  ranges: readonly CoveredRange[] = [],
): LineResult {
  const masked = mergeRanges(ranges);
  const { length } = sensitive[line.sample]!.text;
  const shares = line.places.map((place) => shareOf(line.text, place, place + length, masked));
  return { line, masked, share: Math.min(...shares) };
}

/** Only letters and digits tell anybody anything. */
function shareOf(text: string, start: number, end: number, masked: readonly CoveredRange[]): number {
  if (masked.length === 0) return 0;
  let hidden = 0;
  let total = 0;
  for (let i = start; i < end; i++) {
    if (!isMeaningful(text, i)) continue;
    total++;
    if (masked.some(([from, to]) => from <= i && i < to)) hidden++;
  }
  return total === 0 ? 0 : hidden / total;
}

const MEANINGFUL = /[\p{L}\p{N}]/u;

/** Nearly all samples are ASCII, for which the large set above need not be made. */
function isMeaningful(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit >= 128) return MEANINGFUL.test(text[at]!);
  return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
}
