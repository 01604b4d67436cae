/**
 * One row of the result: what was done, both figures with their units, their ratio and what it must not
 * exceed.
 */
export interface Row {
  readonly work: string;
  readonly ours: string;
  readonly peer: string;
  readonly ratio: number;
  readonly limit: number;
}
