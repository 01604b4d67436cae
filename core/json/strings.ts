/** What a letter after a backslash stands for (RFC 8259, section 7), `u` aside. */
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
 * Decodes the inside of a JSON string literal. An invalid escape is reported with its offset and length in
 * `raw` and keeps the escaped character alone, as lenient parsers do.
 */
export function decodeString(raw: string, onInvalid: (at: number, length: number) => void): string {
  let at = raw.indexOf('\\');
  if (at < 0) return raw;
  let out = '';
  let from = 0;
  while (at >= 0) {
    out += raw.slice(from, at);
    const c = raw[at + 1];
    const simple = c === undefined ? undefined : SIMPLE_ESCAPES[c];
    if (simple !== undefined) {
      out += simple;
      from = at + 2;
    } else if (c === 'u') {
      const hex = raw.slice(at + 2, at + 6);
      if (/^[0-9a-fA-F]{4}$/.test(hex)) {
        out += String.fromCharCode(Number.parseInt(hex, 16));
        from = at + 6;
      } else {
        onInvalid(at, 2);
        from = at + 1;
      }
    } else {
      const length = c === undefined ? 1 : 2;
      onInvalid(at, length);
      from = at + 1;
    }
    at = raw.indexOf('\\', Math.max(from, at + 2));
  }
  return out + raw.slice(from);
}
