/** Half of a character that UTF-16 writes as two. */
export interface HalfCharacter {
  /** Where the first one stands, in UTF-16 offsets: itself, or the escape that makes it. */
  readonly start: number;
  readonly end: number;
  /** As JSON writes it. */
  readonly written: string;
  readonly count: number;
}

/** An escape, or a pair of escapes, whatever it makes. What follows an escaped backslash is none. */
const ESCAPE = /\\(?:u([\da-f]{4})(?:\\u(d[c-f][\da-f]{2}))?|[\s\S])/gi;
const ALONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Halves of characters in a text and in its escapes; undefined where there are none, which is told at once.
 */
export function halvesIn(text: string, isComment: (offset: number) => boolean): HalfCharacter | undefined {
  const escapes = text.includes('\\u') && /\\u[dD]/.test(text);
  const wellFormed = (text as { isWellFormed?(): boolean }).isWellFormed?.() ?? true;
  if (!escapes && wellFormed) return undefined;
  const found: { start: number; end: number }[] = [];
  if (!wellFormed) for (const m of text.matchAll(ALONE)) found.push({ start: m.index, end: m.index + 1 });
  if (escapes)
    for (const m of text.matchAll(ESCAPE)) {
      if (m[1] === undefined || isPaired(m[1], m[2])) continue;
      // A pair of escapes that is none holds two halves, or one behind another character.
      const start = isSurrogate(m[1]) ? m.index : m.index + ESCAPE_LENGTH;
      found.push({ start, end: start + ESCAPE_LENGTH });
    }
  const outside = found.filter(({ start }) => !isComment(start)).sort((a, b) => a.start - b.start);
  const first = outside[0];
  if (first === undefined) return undefined;
  const source = text.slice(first.start, first.end);
  const written = source.length === 1 ? `\\u${source.charCodeAt(0).toString(16)}` : source;
  return { ...first, written, count: outside.length };
}

const ESCAPE_LENGTH = 6;

function isSurrogate(hex: string): boolean {
  return /^d[89a-f]/i.test(hex);
}

/** Whether an escape is a character of its own, or the first half with the second behind it. */
function isPaired(first: string, second: string | undefined): boolean {
  if (/^d[89ab]/i.test(first)) return second !== undefined;
  return second === undefined && !isSurrogate(first);
}
