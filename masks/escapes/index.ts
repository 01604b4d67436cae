/** What a letter after a backslash stands for in JSON (RFC 8259, section 7), `u` aside. */
export const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/**
 * Offsets between a decoded JSON string and its literal in the source. The literal is given with its quotes;
 * offsets into it start at the opening quote. All offsets count UTF-16 units, as LSP columns do.
 */

export interface LiteralMap {
  /**
   * The decoded string. An invalid escape stands for the letter after the backslash, as lenient JSON readers
   * have it.
   */
  readonly text: string;
  /** Source offset of each decoded unit; one more entry for the end of the text. */
  readonly starts: readonly number[];
  /**
   * Decoded offsets of escapes that JSON does not know (`\d`), and of those that made a control character
   * (`\b`).
   */
  readonly invalidEscapes: readonly number[];
  readonly controlEscapes: readonly number[];
}

const MOST_REMEMBERED = 64;
const remembered = new Map<string, LiteralMap>();

/** Reads a string literal. An unterminated one ends with the source text. */
export function readLiteral(raw: string): LiteralMap {
  const known = remembered.get(raw);
  if (known) return known;
  const map = decode(raw);
  remembered.set(raw, map);
  if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value!);
  return map;
}

function decode(raw: string): LiteralMap {
  const starts: number[] = [];
  const invalidEscapes: number[] = [];
  const controlEscapes: number[] = [];
  let text = '';
  let at = 1;
  while (at < raw.length && raw[at] !== '"') {
    starts.push(at);
    if (raw[at] !== '\\') {
      text += raw[at];
      at++;
      continue;
    }
    const letter = raw[at + 1];
    const hex = letter === 'u' ? /^[0-9a-fA-F]{4}/.exec(raw.slice(at + 2, at + 6)) : null;
    if (hex) {
      text += String.fromCharCode(Number.parseInt(hex[0], 16));
      at += 6;
      continue;
    }
    if (letter === undefined) {
      starts.pop();
      at++;
      break;
    }
    const unit = SIMPLE_ESCAPES[letter];
    if (unit === undefined) invalidEscapes.push(text.length);
    else if (unit < ' ') controlEscapes.push(text.length);
    text += unit ?? letter;
    at += 2;
  }
  starts.push(at);
  return { text, starts, invalidEscapes, controlEscapes };
}

/** Source offset (from the opening quote) of a decoded offset; past the end, that of the closing quote. */
export function mapPatternOffsetToSource(raw: string, offset: number): number {
  const { starts } = readLiteral(raw);
  return starts[Math.max(0, Math.min(offset, starts.length - 1))]!;
}

/** [start, end) in the source for [start, end) in the decoded string. */
export function mapPatternRangeToSource(raw: string, start: number, end: number): [number, number] {
  return [mapPatternOffsetToSource(raw, start), mapPatternOffsetToSource(raw, Math.max(start, end))];
}

/**
 * Decoded offset of the character that the source offset stands in: anywhere inside an escape is that escape.
 */
export function mapSourceOffsetToPattern(raw: string, sourceOffset: number): number {
  const { starts } = readLiteral(raw);
  let lo = 0;
  let hi = starts.length - 1;
  while (lo < hi) {
    const mid = (lo + hi + 1) >> 1;
    if (starts[mid]! <= sourceOffset) lo = mid;
    else hi = mid - 1;
  }
  return lo;
}

/** The pattern as a JSON string literal, for edits. */
export function writeLiteral(pattern: string): string {
  return JSON.stringify(pattern);
}

/**
 * The literal with the backslashes doubled that JSON took for its own (`"\b\d"` becomes `"\\b\\d"`): those
 * before a letter that makes a control character, and those that JSON does not know. Undefined where there
 * are none.
 */
export function doubleBackslashes(raw: string): string | undefined {
  const { starts, invalidEscapes, controlEscapes } = readLiteral(raw);
  const places = [...invalidEscapes, ...controlEscapes]
    .map((offset) => starts[offset]!)
    .sort((a, b) => b - a);
  let fixed = raw;
  for (const place of places) fixed = `${fixed.slice(0, place)}\\${fixed.slice(place)}`;
  return places.length > 0 ? fixed : undefined;
}
