import type { Path } from '../json/nodes';

/** One expectation that does not hold, at a path below `expect`. */
export interface TestVerdict {
  readonly path: Path;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** It could not be told whether it holds. */
  readonly unknown?: boolean;
}
