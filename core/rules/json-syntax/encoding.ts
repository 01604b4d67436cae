/** Signs that a text was not decoded as what it was written in. */
export interface Damage {
  /** Offset of the first replacement character. */
  readonly at: number;
  readonly count: number;
  /** The whole text is in another encoding, not some characters of it. */
  readonly everywhere: boolean;
}

/** What a decoder puts in place of bytes that are no UTF-8. */
const REPLACEMENT = '\uFFFD';

/** The damage that decoding left in a text; undefined for a text that was read well. */
export function damageIn(text: string): Damage | undefined {
  const at = text.indexOf(REPLACEMENT);
  if (at < 0) return undefined;
  // A byte order mark of UTF-16 at the start, or its zero bytes between the letters.
  const everywhere = text.startsWith(REPLACEMENT + REPLACEMENT) || /\0[\s\S]\0/.test(text.slice(0, 64));
  return { at, count: text.split(REPLACEMENT).length - 1, everywhere };
}
