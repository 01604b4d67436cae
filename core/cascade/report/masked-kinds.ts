import { formsOf, type KindCoverage, kindName, maskCoverage } from '../../../masks/coverage';
import type { OwnSamples } from '../../../masks/samples/types';

/** What the patterns of a policy hide of one kind of data, tried on samples. */
export interface MaskedKind {
  readonly kind: KindCoverage['kind'];
  /** Its name for people. */
  readonly name: string;
  /** `partly`: some forms, or parts of some. */
  readonly state: 'hidden' | 'partly' | 'readable';
  /** The forms that stay readable, in whole or in part; empty where all are hidden. */
  readonly readableForms: readonly string[];
}

export interface MaskedKinds {
  readonly kinds: readonly MaskedKind[];
  /** How many patterns could not be tried: what they hide is not counted. */
  readonly patternsNotTried: number;
}

/**
 * What a policy hides, by kind of data.
 * @param patterns the patterns in force; none where masking is off
 * @param own samples of the project's configuration
 */
export function maskedKinds(patterns: readonly string[], own: OwnSamples | undefined): MaskedKinds {
  const { kinds, notEvaluated } = maskCoverage(patterns, own);
  return {
    kinds: kinds.map((k) => ({
      kind: k.kind,
      name: kindName(k.kind),
      state: stateOf(k),
      readableForms: formsOf(k).readable,
    })),
    patternsNotTried: notEvaluated.length,
  };
}

function stateOf({ state, masked, partly }: KindCoverage): MaskedKind['state'] {
  if (state === 'covered') return 'hidden';
  return masked > 0 || partly > 0 ? 'partly' : 'readable';
}
