import { SAMPLE_KINDS, type SampleForm, type SampleKind } from '../samples';
import type { PatternCoverage } from './evaluate';
import type { SensitiveResult } from './judge';
import type { KindCoverage, PolicyCoverage } from './kinds';

/** A share of a number that no pattern hides by accident. */
const AIMED_SHARE = 0.7;

/** Whether a pattern finds numbers of a kind by accident only: it is for phone numbers, or for numbers that begin in one way. */
function isAccident({ sensitive }: PatternCoverage, kind: string): boolean {
  if (kind !== 'card' && kind !== 'ssn') return false;
  const masked = (wanted: string) =>
    sensitive.filter((r) => r.sample.kind === wanted && r.sample.form !== 'plain' && r.state === 'masked');
  const plain = sensitive.filter(({ sample }) => sample.kind === kind && sample.form === 'plain');
  // Whatever else it finds, a pattern that finds the first, which everybody tries, is for cards.
  if (kind === 'card' && plain[0]?.state === 'masked') return false;
  const grouped = masked(kind).length;
  if (kind === 'ssn' && grouped === 0 && plain.some((r) => r.state !== 'masked')) return true;
  return masked('phone').length > grouped;
}

/** The kinds that a pattern is for: those of which it hides samples whole; else the one of which it hides the most. */
export function aimsOf(coverage: PatternCoverage): (SampleKind | 'own')[] {
  const whole = new Set(coverage.sensitive.filter((r) => r.state === 'masked').map((r) => r.sample.kind));
  if (whole.size > 0) return [...whole].filter((kind) => !isAccident(coverage, kind));
  let best: SensitiveResult | undefined;
  for (const result of coverage.sensitive) {
    if (result.share >= AIMED_SHARE && result.share > (best?.share ?? 0)) best = result;
  }
  return best ? [best.sample.kind] : [];
}

export interface PartialFinding {
  readonly kind: SampleKind | 'own';
  /** Samples left in part, the one with the smallest leak first. */
  readonly samples: readonly SensitiveResult[];
}

/**
 * `mask-partial`: samples of the kinds that the pattern is for and of which it hides a part only. Where it hides some whole, a rare
 * longer number (a 19-digit card) is a gap to show, not a fault: only core samples count then.
 * @param policy Where given, samples that the policy's other patterns hide whole are left out.
 */
export function partialFindings(coverage: PatternCoverage, policy?: PolicyCoverage): PartialFinding[] {
  return aimsOf(coverage).flatMap((kind) => {
    const some = coverage.sensitive.some(
      (result) => result.sample.kind === kind && result.state === 'masked',
    );
    const samples = coverage.sensitive.filter(
      (result, i) =>
        result.sample.kind === kind &&
        result.state === 'partly' &&
        (result.sample.core || !some) &&
        policy?.sensitive[i]?.state !== 'masked',
    );
    samples.sort((a, b) => b.share - a.share);
    return samples.length > 0 ? [{ kind, samples }] : [];
  });
}

export interface DelimiterFinding {
  readonly kind: 'card' | 'ssn';
  /** A number found when written plain. */
  readonly found: SensitiveResult;
  /** The same number in the forms that are not masked. */
  readonly missed: readonly SensitiveResult[];
}

/**
 * `mask-delimiter-intolerant`: for cards and social-security numbers, the first number that is masked when written plain and not when
 * spaced or hyphened.
 */
export function delimiterFindings(coverage: PatternCoverage, policy?: PolicyCoverage): DelimiterFinding[] {
  const digits = (text: string): string => text.replace(/\D/g, '');
  return (['card', 'ssn'] as const).flatMap((kind) => {
    for (const found of coverage.sensitive) {
      const { sample } = found;
      if (sample.kind !== kind || sample.form !== 'plain' || found.state !== 'masked') continue;
      const missed = coverage.sensitive.filter(
        (other, i) =>
          other.sample.kind === kind &&
          other.sample.form !== 'plain' &&
          other.state !== 'masked' &&
          policy?.sensitive[i]?.state !== 'masked' &&
          digits(other.sample.text) === digits(sample.text),
      );
      if (missed.length > 0) return isAccident(coverage, kind) ? [] : [{ kind, found, missed }];
    }
    return [];
  });
}

/** `mask-missing-kind`: the kinds asked for that the policy does not cover. Names that are no kind are left out. */
export function missingKinds(policy: PolicyCoverage, required: readonly string[]): KindCoverage[] {
  return SAMPLE_KINDS.filter((kind) => required.includes(kind)).flatMap((kind) => {
    const known = policy.kinds.find((coverage) => coverage.kind === kind);
    if (known) return known.state === 'missing' ? [known] : [];
    return [{ kind, state: 'missing', masked: 0, partly: 0, total: 0, gaps: [] }];
  });
}

/** The forms in which a kind's core samples stay readable, for a message. */
export function leakingForms(kind: KindCoverage): SampleForm[] {
  return [...new Set(kind.gaps.filter((gap) => gap.sample.core).map((gap) => gap.sample.form))];
}
