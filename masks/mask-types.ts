import type { DelimiterFinding, PartialFinding, PatternCoverage, PolicyCoverage } from './coverage';
import type { Foreign } from './dialect';
import type { Part } from './fixes';
import type { HidesNothing } from './hides-nothing';
import type { RegexVerdict } from './redos/verdict';
import type { RegexFault } from './regex-fault';
import type { OwnSamples } from './samples/types';

/**
 * What a finding says of its place and its fix; parts as [start, end) in the pattern. Absent where it cannot
 * be told.
 */
export interface Remedies {
  /** The one alternative that hides ordinary text. */
  readonly broadPart?: Part | undefined;
  /** The alternative that matches the empty string. */
  readonly emptyPart?: Part | undefined;
  /** A pattern that hides the same and needs a character at least. */
  readonly nonEmpty?: string | undefined;
  /** A pattern that also hides the numbers written in groups. */
  readonly delimiterTolerant?: string | undefined;
}

/** What is known of one pattern but for its cost. */
export interface PatternAnalysis {
  readonly pattern: string;
  /** Why it does not compile; undefined where it does. */
  readonly fault: RegexFault | undefined;
  /** Syntax that other regex dialects interpret differently, if any. */
  readonly foreign: Foreign | undefined;
  /** What it hides of the samples, the project's own included. */
  readonly coverage: PatternCoverage;
  readonly remedies: Remedies;
  /**
   * Why it hides nothing of any line, though it is meant to; undefined where it hides something, or that
   * cannot be told.
   */
  readonly hidesNothing: HidesNothing | undefined;
}

/** What is known of one pattern. */
export interface PatternFacts extends PatternAnalysis {
  /** Best verdict so far. With stage `first` a better one is on its way. */
  readonly verdict: RegexVerdict;
}

/** What is known of the patterns of one document, as of now. */
export interface MaskList {
  /** By place in the document's array; undefined for what is no string, and for what was put off. */
  readonly patterns: readonly (PatternFacts | undefined)[];
  /** What the patterns hide together; undefined while some of them are put off. */
  readonly combined: PolicyCoverage | undefined;
  /** `mask-partial`, by place in the document's array; empty while some patterns are put off. */
  readonly partial: ReadonlyMap<number, readonly PartialFinding[]>;
  /** `mask-delimiter-intolerant`; empty while some patterns are put off. */
  readonly delimiters: readonly DelimiterFinding[];
  /** Something is still being worked out; the document is checked again when it is known. */
  readonly pending: boolean;
  /** No pattern has a fault of its own, as far as is known. */
  readonly faultless: boolean;
  /** A pattern holds a control character, as JSON makes them of `\b` and the like. */
  readonly controls: boolean;
  /** Patterns at the end that are not looked at, as there are too many. */
  readonly ignored: number;
}

/**
 * What rules ask about mask patterns. Answers come at once, from memory or within a bound of time; nothing is
 * waited for.
 */
export interface MaskProvider {
  /**
   * @param patterns The array of the document, whatever it holds.
   * @param uri The document, which is told of when more becomes known.
   */
  list(patterns: readonly unknown[], samples: OwnSamples, uri: string): MaskList;
  /** A document is gone: nobody waits for its patterns any more. */
  forget?(uri: string): void;
}

/**
 * Whether a verdict is to be shown: a fault at once; that nothing was decided only where nothing better will
 * come in this run.
 */
export function isShown(verdict: RegexVerdict): boolean {
  if (verdict.kind === 'safe') return false;
  return verdict.kind !== 'undecided' || verdict.stage !== 'first';
}
