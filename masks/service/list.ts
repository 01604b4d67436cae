import { combine, delimiterFindings, type PolicyCoverage, partialFindings } from '../coverage';
import { isShown, type MaskList, type PatternFacts } from '../mask-types';

/** Patterns of one document that are looked at. */
export const MOST_PATTERNS = 1000;

const CONTROL = /[\b\f\n\r\t]/;

/** A picture of a document's patterns; made anew when more is known. */
export class KnownList implements MaskList {
  readonly together: PolicyCoverage | undefined;
  readonly pending: boolean;
  readonly quiet: boolean;
  readonly beyond: number;
  readonly controls: boolean;
  /** Patterns that were put off. */
  readonly deferred: readonly string[];

  constructor(
    texts: readonly unknown[],
    readonly patterns: readonly (PatternFacts | undefined)[],
    /** The state of knowledge this was made at. */
    readonly version: number,
    /** No better verdict will come. */
    conclusive: boolean,
  ) {
    this.beyond = Math.max(0, texts.length - MOST_PATTERNS);
    const known = patterns.filter((facts) => facts !== undefined);
    this.deferred = texts
      .slice(0, MOST_PATTERNS)
      .filter((text, i): text is string => typeof text === 'string' && patterns[i] === undefined);
    this.controls = texts.some((text) => typeof text === 'string' && CONTROL.test(text));
    const deferred = this.deferred.length > 0;
    this.together = deferred ? undefined : combine(known.map((facts) => facts.coverage));
    this.pending = deferred || (!conclusive && known.some((facts) => facts.verdict.stage !== 'final'));
    this.quiet = this.beyond === 0 && !known.some((facts) => this.isFaulty(facts));
  }

  private isFaulty({ fault, foreign, coverage, verdict }: PatternFacts): boolean {
    return (
      fault !== undefined ||
      foreign !== undefined ||
      isShown(verdict) ||
      // Without a verdict to come, what is undecided is shown as it is.
      (verdict.kind === 'undecided' && !this.pending) ||
      coverage.matchesEmpty ||
      coverage.tooBroad.length > 0 ||
      delimiterFindings(coverage, this.together).length > 0 ||
      partialFindings(coverage, this.together).length > 0
    );
  }
}
