import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignSyntax } from './index';

const compiles = (pattern: string) => {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
};

describe('syntax of other dialects', () => {
  it.each([
    ['/[[:digit:]]{16}/', '\\d{16}'],
    ['/a\\/b+/', 'a\\/b+'],
    ['/[/]+x/u', undefined],
    ['[^[:digit:]]+', '[^\\d]+'],
    ['[^[:^alpha:]]', undefined],
    ['\\PN', undefined],
    ['\\P{Lower}', '[^a-z]'],
    ['\\p{IsDigit}', '\\d'],
    ['\\p{L}\\d', undefined],
    ['\\Qa', 'a'],
    ['x\\R', 'x(?:\\r\\n|[\\n\\r])'],
    ['\\x{1F600}', undefined],
    ['\\x{00000041}', '\\u0041'],
  ])('%j is rewritten as %j', (pattern, rewritten) => {
    expect(foreignSyntax(pattern)?.rewritten).toBe(rewritten);
  });

  it('is gone after a rewrite, which compiles where the pattern did', () => {
    const piece = fc.constantFrom(
      ...[
        '/',
        '[',
        ']',
        '[:digit:]',
        '[:^alpha:]',
        '[:blank:]',
        '\\A',
        '\\z',
        '\\R',
        '\\h',
        '\\Q',
        '\\E',
        '\\p{Nd}',
        '\\P{Upper}',
      ],
      ...[
        '\\p{Greek}',
        '\\x{41}',
        '{,4}',
        '{2}',
        'a',
        '-',
        '^',
        './',
        '+',
        '(',
        ')',
        '|',
        '\\\\',
        '\\d',
        'g',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const pattern = pieces.join('');
        const foreign = foreignSyntax(pattern);
        if (foreign === undefined) return;
        const { first, rewritten } = foreign;
        expect(first.start).toBeGreaterThanOrEqual(0);
        expect(first.end).toBeGreaterThan(first.start);
        expect(first.end).toBeLessThanOrEqual(pattern.length);
        if (rewritten === undefined) return;
        expect(foreignSyntax(rewritten)).toBeUndefined();
        if (compiles(pattern)) expect(compiles(rewritten), `${pattern} → ${rewritten}`).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
