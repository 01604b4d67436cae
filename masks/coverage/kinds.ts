import { SAMPLE_KINDS, type SampleKind, type SampleSet } from '../samples';
import type { PatternCoverage } from './evaluate';
import { type CoveredRange, judgeSamples, type SensitiveResult } from './judge';

export interface KindCoverage {
  readonly kind: SampleKind | 'own';
  /**
   * `covered`: every sample is masked in every line. `mostly`: every core sample is, some others are not; of
   * a kind without core samples, some are. `missing`: a core sample stays readable somewhere, in whole or in
   * part.
   */
  readonly state: 'covered' | 'mostly' | 'missing';
  /** Numbers of samples. */
  readonly masked: number;
  readonly partly: number;
  readonly total: number;
  /** The samples that are masked. */
  readonly hidden: readonly SensitiveResult[];
  /** The samples that are not, core ones first. */
  readonly gaps: readonly SensitiveResult[];
}

export function kindsOf(results: readonly SensitiveResult[]): KindCoverage[] {
  return [...SAMPLE_KINDS, 'own' as const].flatMap((kind) => {
    const ofKind = results.filter((result) => result.sample.kind === kind);
    return ofKind.length === 0 ? [] : [kindCoverage(kind, ofKind)];
  });
}

function kindCoverage(kind: SampleKind | 'own', results: readonly SensitiveResult[]): KindCoverage {
  const gaps = results.filter((result) => result.state !== 'masked');
  gaps.sort((a, b) => Number(b.sample.core) - Number(a.sample.core));
  const hidden = results.filter((result) => result.state === 'masked');
  const masked = hidden.length;
  const hasCore = results.some(({ sample }) => sample.core);
  const isMissing = hasCore ? gaps.some(({ sample }) => sample.core) : masked === 0;
  return {
    kind,
    state: gaps.length === 0 ? 'covered' : isMissing ? 'missing' : 'mostly',
    masked,
    partly: gaps.filter((gap) => gap.state === 'partly').length,
    total: results.length,
    hidden,
    gaps,
  };
}

/** What the patterns of a policy hide together. */
export interface PolicyCoverage {
  readonly kinds: readonly KindCoverage[];
  readonly sensitive: readonly SensitiveResult[];
  /** Patterns that could not be tried; what they hide is not counted. */
  readonly notEvaluated: readonly string[];
}

/** What the patterns of a policy hide together, all tried on the same samples. */
export function combine(patterns: readonly PatternCoverage[], samples?: SampleSet): PolicyCoverage {
  const tried = patterns.filter((pattern) => pattern.evaluated !== 'not-evaluated');
  const on = samples ?? tried[0]?.samples;
  const sensitive = on === undefined ? [] : judgeSamples(on, together(tried));
  return {
    sensitive,
    kinds: kindsOf(sensitive),
    notEvaluated: patterns
      .filter((pattern) => pattern.evaluated === 'not-evaluated')
      .map(({ pattern }) => pattern),
  };
}

function together(patterns: readonly PatternCoverage[]): ReadonlyMap<number, readonly CoveredRange[]> {
  if (patterns.length === 1) return patterns[0]!.found;
  const found = new Map<number, CoveredRange[]>();
  for (const pattern of patterns)
    for (const [line, ranges] of pattern.found) {
      const known = found.get(line);
      if (known === undefined) found.set(line, [...ranges]);
      else known.push(...ranges);
    }
  return found;
}
