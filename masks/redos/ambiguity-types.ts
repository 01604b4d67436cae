/** A word that can be read in several ways, as atoms; reading it again and again multiplies the paths. */
export interface Ambiguity {
  /** `exponential`: each repetition multiplies the paths. `polynomial`: it adds to them. */
  readonly kind: 'exponential' | 'polynomial';
  readonly prefix: readonly number[];
  readonly pump: readonly number[];
  /** Another pump, of characters that fewer parts of the pattern read. */
  readonly quiet?: readonly number[];
  /** States of the loops concerned. */
  readonly states: readonly number[];
}
