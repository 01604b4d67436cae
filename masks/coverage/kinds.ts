import { SAMPLE_KINDS, type SampleKind } from '../samples';
import type { PatternCoverage } from './evaluate';
import { judge, type SensitiveResult } from './judge';

export interface KindCoverage {
  readonly kind: SampleKind | 'own';
  /**
   * `covered`: every sample is masked. `mostly`: every core sample is, some others are not. `missing`: a core sample stays readable, in
   * whole or in part.
   */
  readonly state: 'covered' | 'mostly' | 'missing';
  readonly masked: number;
  readonly partly: number;
  readonly total: number;
  /** The samples that are not masked, core ones first. */
  readonly gaps: readonly SensitiveResult[];
}

export function kindsOf(results: readonly SensitiveResult[]): KindCoverage[] {
  return [...SAMPLE_KINDS, 'own' as const].flatMap((kind) => {
    const ofKind = results.filter((result) => result.sample.kind === kind);
    if (ofKind.length === 0) return [];
    const gaps = ofKind.filter((result) => result.state !== 'masked');
    gaps.sort((a, b) => Number(b.sample.core) - Number(a.sample.core));
    return [
      {
        kind,
        state: gaps.length === 0 ? 'covered' : gaps.some((gap) => gap.sample.core) ? 'missing' : 'mostly',
        masked: ofKind.length - gaps.length,
        partly: gaps.filter((gap) => gap.state === 'partly').length,
        total: ofKind.length,
        gaps,
      } satisfies KindCoverage,
    ];
  });
}

export interface PolicyCoverage {
  readonly kinds: readonly KindCoverage[];
  readonly sensitive: readonly SensitiveResult[];
  /** Patterns that could not be tried; what they hide is not counted. */
  readonly notEvaluated: readonly string[];
}

/** What the patterns of a policy hide together. */
export function combine(patterns: readonly PatternCoverage[]): PolicyCoverage {
  const tried = patterns.filter((pattern) => pattern.evaluated !== 'not-evaluated');
  const first = tried[0]?.sensitive ?? [];
  const sensitive = first.map(({ sample }, i) =>
    judge(
      sample,
      tried.flatMap((pattern) => pattern.sensitive[i]!.masked),
    ),
  );
  return {
    sensitive,
    kinds: kindsOf(sensitive),
    notEvaluated: patterns
      .filter((pattern) => pattern.evaluated === 'not-evaluated')
      .map(({ pattern }) => pattern),
  };
}
