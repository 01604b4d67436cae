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
export const MAX_PATTERNS = 1000;

const CONTROL = /[\b\f\n\r\t]/;

/** A picture of a document's patterns; made anew when more is known. */
export class KnownList implements MaskList {
  readonly combined: PolicyCoverage | undefined;
  readonly partial: ReadonlyMap<number, readonly PartialFinding[]>;
  readonly delimiters: readonly DelimiterFinding[];
  readonly pending: boolean;
  readonly faultless: boolean;
  readonly ignored: number;
  readonly controls: boolean;
  /** Nothing more can become known of it. */
  readonly isFinal: boolean;
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
    this.ignored = Math.max(0, texts.length - MAX_PATTERNS);
    const known = patterns.filter((facts) => facts !== undefined);
    this.deferred = texts
      .slice(0, MAX_PATTERNS)
      .filter((text, i): text is string => typeof text === 'string' && patterns[i] === undefined);
    this.controls = texts.some((text) => typeof text === 'string' && CONTROL.test(text));
    const deferred = this.deferred.length > 0;
    this.combined = deferred ? undefined : combine(known.map((facts) => facts.coverage));
    this.delimiters = this.combined === undefined ? [] : delimitersOf(patterns, this.combined);
    this.partial = this.combined === undefined ? new Map() : partialOf(patterns, this.combined);
    this.isFinal = !deferred && !known.some((facts) => facts.verdict.stage === 'first');
    this.pending = deferred || (!conclusive && known.some((facts) => facts.verdict.stage === 'first'));
    this.faultless =
      this.ignored === 0 &&
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
  combined: PolicyCoverage,
): DelimiterFinding[] {
  const places = [...patterns.keys()].filter((i) => patterns[i] !== undefined);
  const coverages = places.map((i) => patterns[i]!.coverage);
  return delimiterFindings(coverages, combined).map((finding) => ({
    ...finding,
    pattern: places[finding.pattern]!,
  }));
}

function partialOf(
  patterns: readonly (PatternFacts | undefined)[],
  combined: PolicyCoverage,
): Map<number, readonly PartialFinding[]> {
  const partial = new Map<number, readonly PartialFinding[]>();
  for (const [i, facts] of patterns.entries()) {
    const findings = facts === undefined ? [] : partialFindings(facts.coverage, combined);
    if (findings.length > 0) partial.set(i, findings);
  }
  return partial;
}
