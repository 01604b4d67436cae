/**
 * A pattern that does not compile, with the groups of Python and Perl as ECMAScript writes them: named ones,
 * what they found, and no comments. Undefined where that does not make it compile.
 */
export function inOwnSyntax(pattern: string): string | undefined {
  if (!/\(\?[P#]/.test(pattern)) return undefined;
  const own = pattern.replace(GROUPS, (whole, backslashed?: string, found?: string, comment?: string) => {
    if (backslashed !== undefined) return whole;
    if (found !== undefined) return `\\k<${found}>`;
    return comment === undefined ? '(?<' : '';
  });
  try {
    new RegExp(own);
    return own;
  } catch {
    return undefined;
  }
}

const GROUPS = /(\\[\s\S])|\(\?P=(\w+)\)|(\(\?#[^)]*\))|\(\?P</g;
