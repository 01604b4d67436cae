/** What a backtracking engine does with a pattern under an unanchored search (`RegExp.prototype.test`). */
export type VerdictKind = 'safe' | 'polynomial' | 'exponential' | 'undecided';

/** prefix + pump repeated + suffix makes the search slow. */
export interface Attack {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
  /** Repetitions at which it is noticed without hanging an editor for good; `attackString` spells it out. */
  readonly repeat: number;
  /** Characters of text and matching steps at two sizes, as counted by the step-counting matcher or timed. */
  readonly growth?: readonly { readonly length: number; readonly steps: number }[];
}

/** The string to try. */
export function attackString({ prefix, pump, suffix, repeat }: Attack): string {
  return prefix + pump.repeat(repeat) + suffix;
}

export type UndecidedReason =
  /** The worker has not answered yet. */
  | 'pending'
  /** The pattern is beyond the limits of the analysers. */
  | 'too-long'
  | 'too-complex'
  /** The worker hung or died on it, twice. It says nothing about the pattern, so it is not remembered. */
  | 'interrupted'
  /** Uses a feature that the proof does not cover; no attack was found. */
  | 'feature'
  /** An ambiguity was found that no attack string could exploit. */
  | 'no-attack-found';

export type VerdictSource = 'proof' | 'automaton' | 'limits';

interface Base {
  readonly source: VerdictSource;
  /**
   * `first`: from the quick look; a better one may come. `final`: nothing more will come for this version of
   * the analysis.
   * `interrupted`: nothing more will come in this run, but another run may decide it.
   */
  readonly stage: 'first' | 'final' | 'interrupted';
}

export interface SafeVerdict extends Base {
  readonly kind: 'safe';
}
interface Unsafe extends Base {
  readonly attack: Attack;
  /** [start, end) in UTF-16 units inside the pattern: the quantifier(s) that cause it. */
  readonly hotspot: readonly [number, number];
  /** An equivalent pattern without the fault. */
  readonly rewrite?: string;
}
export interface PolynomialVerdict extends Unsafe {
  readonly kind: 'polynomial';
  /** 2: quadratic. */
  readonly degree: number;
}
export interface ExponentialVerdict extends Unsafe {
  readonly kind: 'exponential';
}
export interface UndecidedVerdict extends Base {
  readonly kind: 'undecided';
  readonly reason: UndecidedReason;
  readonly hotspot?: readonly [number, number];
}
export type RegexVerdict = SafeVerdict | PolynomialVerdict | ExponentialVerdict | UndecidedVerdict;

/**
 * Changes whenever a verdict could, or what our matcher finds: part of the key under which both are
 * remembered.
 */
export const ANALYSER_VERSION = '3';
