// Classes of UTF-16 code units.

/** What a word (`true`, a key without quotes) begins with. */
export function isWordStart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36;
}

export function isLineBreak(c: number): boolean {
  return c === 10 || c === 13;
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/**
 * What looks like white space, or like nothing, and is no white space in JSON: no-break spaces, byte order
 * marks and their like.
 */
export function isOddSpace(c: number): boolean {
  if (c < 0xa0) return c === 11 || c === 12;
  return (
    c === 0xa0 ||
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200b) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x2060 ||
    c === 0x3000 ||
    c === 0xfeff
  );
}

/** The quote that closes a string begun with one JSON does not know, or 0. */
export function closingQuote(c: number): number {
  if (c === 39 || c === 96) return c;
  if (c < 0x2018 || c > 0x201d) return 0;
  if (c === 0x2018 || c === 0x2019) return 0x2019;
  return c === 0x201c || c === 0x201d ? 0x201d : 0;
}

/** What it goes on with. */
export function isWordPart(c: number): boolean {
  return isWordStart(c) || (c >= 48 && c <= 57);
}
