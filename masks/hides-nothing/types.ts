/** How people come to a pattern that hides nothing. */
export type Way =
  /** Backslashes doubled, as program texts have them. */
  | 'doubled-backslash'
  /** Quotes, slashes, a command or markup around the pattern. */
  | 'program-text'
  /** Escapes of markup inside the pattern. */
  | 'markup-escape'
  /** Syntax of another dialect of regular expressions. */
  | 'other-dialect'
  /** A dash, quote, space or invisible character that looks like another. */
  | 'look-alike'
  | 'lost-bracket'
  /** A line end that was pasted with the pattern. */
  | 'line-end'
  /** It holds for a text that is nothing but the value. */
  | 'anchors'
  /** `\b` beside a character that is no letter or digit. */
  | 'word-border'
  /** It matches text that nobody writes; why, is not known. */
  | 'unlikely-text';

/** How a pattern may have been meant. */
export interface Reading {
  readonly way: Way;
  /** The part of the pattern that tells, [start, end) in UTF-16 units. */
  readonly part: readonly [start: number, end: number];
  /** The pattern as it was meant; several where it can mean several things, none where it cannot be told. */
  readonly patterns: readonly string[];
  /** The part is never written on purpose: no proof on samples is needed. */
  readonly certain: boolean;
}

/** Finds one sign of a pattern that was meant otherwise; undefined where there is none. */
export type Reader = (pattern: string) => Reading | undefined;
