import { SAMPLE_KINDS, type SampleKind } from '../samples';
import type { PatternCoverage } from './evaluate';
import type { LineResult, SensitiveResult } from './judge';
import { combine, type KindCoverage, type PolicyCoverage } from './kinds';

/** A share of a number that no pattern hides by accident. */
const AIMED_SHARE = 0.7;
/**
 * Between the first six and the last four digits of a card stand 6 of 16: who hides these only means cards,
 * too.
 */
const MIDDLE_SHARE = 0.35;
/** A form of a number of which less is hidden counts as missed, not as hidden in part. */
const MISSED_SHARE = 0.5;

/**
 * Whether a pattern finds numbers of a kind by accident only: it is for phone numbers, or for numbers that
 * begin in one way.
 */
function isAccident({ sensitive }: PatternCoverage, kind: string): boolean {
  if (kind !== 'card' && kind !== 'ssn') return false;
  const masked = (wanted: string) =>
    sensitive.filter((r) => r.sample.kind === wanted && r.sample.form !== 'plain' && r.state === 'masked');
  const plain = sensitive.filter(({ sample }) => sample.kind === kind && sample.form === 'plain');
  // Whatever else it finds, a pattern that finds the first, which everybody tries, is for cards.
  if (kind === 'card' && plain[0]?.state === 'masked') return false;
  if (kind === 'card' && sensitive.some((r) => r.sample.kind === 'phone' && r.state === 'masked'))
    return true;
  const grouped = masked(kind).length;
  if (kind === 'ssn' && grouped === 0 && plain.some((r) => r.state !== 'masked')) return true;
  return masked('phone').length > grouped;
}

/**
 * The kinds that a pattern is for: those of which it hides samples whole; else the one of which it hides the
 * most.
 */
export function aimsOf(coverage: PatternCoverage): (SampleKind | 'own')[] {
  const masked = coverage.sensitive.filter(({ state }) => state === 'masked').map(({ sample }) => sample);
  // Values that mean nothing without their name are hidden by whatever hides digits.
  const telling = masked.filter(({ name }) => name === undefined);
  const whole = new Set((telling.length > 0 ? telling : masked).map(({ kind }) => kind));
  if (whole.size > 0) return [...whole].filter((kind) => !isAccident(coverage, kind));
  const [best] = coverage.sensitive
    .filter(({ bestShare }) => bestShare >= AIMED_SHARE)
    .sort((a, b) => isNamed(a) - isNamed(b) || b.bestShare - a.bestShare);
  if (best !== undefined) return [best.sample.kind];
  const middles = coverage.sensitive.filter(
    ({ sample, share }) => sample.kind === 'card' && sample.core && share >= MIDDLE_SHARE,
  );
  return middles.length > 1 ? ['card'] : [];
}

function isNamed({ sample }: SensitiveResult): number {
  return sample.name === undefined ? 0 : 1;
}

export interface PartialFinding {
  readonly kind: SampleKind | 'own';
  /** Samples left in part, the one with the smallest leak first. */
  readonly samples: readonly SensitiveResult[];
}

/**
 * The line of which a part, and not all, is hidden, with the smallest leak; undefined where there is none.
 */
export function partlyHiddenLine({ lines }: SensitiveResult): LineResult | undefined {
  let best: LineResult | undefined;
  for (const line of lines)
    if (line.share > 0 && line.share < 1 && line.share > (best?.share ?? 0)) best = line;
  return best;
}

/**
 * `mask-partial`: samples of the kinds that the pattern is for and of which it hides a part only. Where it
 * hides some whole, a rare number is a gap to show, not a fault: only core samples count then.
 * @param policy Where given, samples that the policy's other patterns hide whole are left out.
 */
export function partialFindings(coverage: PatternCoverage, policy?: PolicyCoverage): PartialFinding[] {
  return aimsOf(coverage).flatMap((kind) => {
    const ofKind = coverage.sensitive.map((result, i) => ({ result, together: policy?.sensitive[i] }));
    const some = ofKind.some(({ result }) => result.sample.kind === kind && result.state === 'masked');
    const samples = ofKind.flatMap(({ result, together }) =>
      result.sample.kind === kind &&
      (result.sample.core || !some) &&
      together?.state !== 'masked' &&
      partlyHiddenLine(result) !== undefined
        ? [result]
        : [],
    );
    const leak = (result: SensitiveResult) => partlyHiddenLine(result)!.share;
    samples.sort((a, b) => leak(b) - leak(a));
    return samples.length > 0 ? [{ kind, samples }] : [];
  });
}

export interface DelimiterFinding {
  readonly kind: 'card' | 'ssn';
  /** A number as it is hidden. */
  readonly found: SensitiveResult;
  /** The same number in the forms that stay readable. */
  readonly missed: readonly SensitiveResult[];
  /** The pattern that hides it, by its place in the list. */
  readonly pattern: number;
}

/**
 * `mask-delimiter-intolerant`: for cards and social-security numbers, a number that the patterns together
 * hide in some of the usual forms (plain, spaced, hyphened) and not in others. One finding for a pattern and
 * a kind.
 */
export function delimiterFindings(
  patterns: readonly PatternCoverage[],
  together: PolicyCoverage = combine(patterns),
): DelimiterFinding[] {
  const findings: DelimiterFinding[] = [];
  for (const kind of ['card', 'ssn'] as const) {
    const numbers = numbersOf(kind, together);
    for (const forms of numbers) {
      const found = forms.find(({ state }) => state === 'masked');
      const missed = forms.filter(({ share }) => share < MISSED_SHARE);
      if (found === undefined || missed.length === 0 || isTooShort(forms, missed, numbers)) continue;
      const pattern = patterns.findIndex((coverage) => hides(coverage, found));
      if (pattern < 0 || isAccident(patterns[pattern]!, kind)) continue;
      if (!findings.some((known) => known.kind === kind && known.pattern === pattern))
        findings.push({ kind, found, missed, pattern });
    }
  }
  return findings;
}

/** The forms of each number of a kind. */
function numbersOf(kind: 'card' | 'ssn', { sensitive }: PolicyCoverage): SensitiveResult[][] {
  const byDigits = new Map<string, SensitiveResult[]>();
  for (const result of sensitive) {
    if (result.sample.kind !== kind) continue;
    const digits = result.sample.text.replace(/\D/g, '');
    const forms = byDigits.get(digits);
    if (forms === undefined) byDigits.set(digits, [result]);
    else forms.push(result);
  }
  return [...byDigits.values()];
}

/**
 * Only the plain form is missed, and of other numbers it is hidden: the number is too short for the pattern,
 * whatever its delimiters.
 */
function isTooShort(
  forms: readonly SensitiveResult[],
  missed: readonly SensitiveResult[],
  numbers: readonly (readonly SensitiveResult[])[],
): boolean {
  const isPlain = ({ sample }: SensitiveResult) => sample.form === 'plain';
  return (
    missed.every(isPlain) &&
    numbers.some((other) => other !== forms && other.some((form) => isPlain(form) && form.state === 'masked'))
  );
}

/**
 * Whether a pattern hides the sample in one piece: groups that are hidden one by one are hidden by accident.
 */
function hides({ sensitive }: PatternCoverage, { sample }: SensitiveResult): boolean {
  const result = sensitive.find((known) => known.sample === sample);
  if (result?.state !== 'masked') return false;
  return result.lines.every(({ line, masked }) =>
    line.places.every((place) =>
      masked.some(([start, end]) => start <= place && place + sample.text.length <= end),
    ),
  );
}

/**
 * `mask-missing-kind`: the kinds asked for that the policy does not cover. Names that are no kind are left
 * out.
 */
export function missingKinds(policy: PolicyCoverage, required: readonly string[]): KindCoverage[] {
  return SAMPLE_KINDS.filter((kind) => required.includes(kind)).flatMap((kind) => {
    const known = policy.kinds.find((coverage) => coverage.kind === kind);
    if (known) return known.state === 'missing' ? [known] : [];
    return [{ kind, state: 'missing', masked: 0, partly: 0, total: 0, hidden: [], gaps: [] }];
  });
}
