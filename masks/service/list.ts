import {
  combine,
  type DelimiterFinding,
  delimiterFindings,
  type PartialFinding,
  type PolicyCoverage,
  partialFindings,
} from '../coverage';
import { isShown, type MaskList, type PatternFacts } from '../mask-types';

/** Patterns of one document that are looked at. */
export const MOST_PATTERNS = 1000;

const CONTROL = /[\b\f\n\r\t]/;

/** A picture of a document's patterns; made anew when more is known. */
export class KnownList implements MaskList {
  readonly together: PolicyCoverage | undefined;
  readonly partial: ReadonlyMap<number, readonly PartialFinding[]>;
  readonly delimiters: readonly DelimiterFinding[];
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
    this.delimiters = this.together === undefined ? [] : delimitersOf(patterns, this.together);
    this.partial = this.together === undefined ? new Map() : partialOf(patterns, this.together);
    this.pending = deferred || (!conclusive && known.some((facts) => facts.verdict.stage !== 'final'));
    this.quiet =
      this.beyond === 0 &&
      this.delimiters.length === 0 &&
      this.partial.size === 0 &&
      !known.some((facts) => this.isFaulty(facts));
  }

  private isFaulty({ fault, foreign, hidesNothing, coverage, verdict }: PatternFacts): boolean {
    return (
      fault !== undefined ||
      foreign !== undefined ||
      hidesNothing !== undefined ||
      isShown(verdict) ||
      // Without a verdict to come, what is undecided is shown as it is.
      (verdict.kind === 'undecided' && !this.pending) ||
      coverage.matchesEmpty ||
      coverage.tooBroad.length > 0
    );
  }
}

function delimitersOf(
  patterns: readonly (PatternFacts | undefined)[],
  together: PolicyCoverage,
): DelimiterFinding[] {
  const places = [...patterns.keys()].filter((i) => patterns[i] !== undefined);
  const coverages = places.map((i) => patterns[i]!.coverage);
  return delimiterFindings(coverages, together).map((finding) => ({
    ...finding,
    pattern: places[finding.pattern]!,
  }));
}

function partialOf(
  patterns: readonly (PatternFacts | undefined)[],
  together: PolicyCoverage,
): Map<number, readonly PartialFinding[]> {
  const partial = new Map<number, readonly PartialFinding[]>();
  for (const [i, facts] of patterns.entries()) {
    const findings = facts === undefined ? [] : partialFindings(facts.coverage, together);
    if (findings.length > 0) partial.set(i, findings);
  }
  return partial;
}
