import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesIn } from './surrogates';

const nowhere = () => false;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe('halves of characters', () => {
  it.each<[string, string | undefined, number]>([
    ['"plain \\u00e9 😀 \\ud83d\\ude00 \\uD83D\\uDE00"', undefined, 0],
    ['"a mask: \\\\ud83d"', undefined, 0],
    ['"\\ud83d"', '\\ud83d', 1],
    ['"x\\uDE00y"', '\\uDE00', 1],
    ['"\\u0041\\ude00"', '\\ude00', 1],
    ['"\\ude00\\ud83d\\ud83d\\ude00"', '\\ude00', 2],
    ['"\\\\\\ud83d"', '\\ud83d', 1],
    ['"a\ud83d"', '\\ud83d', 1],
    ['"\ude00\\ud800"', '\\ude00', 2],
  ])('%j', (text, written, count) => {
    const half = halvesIn(text, nowhere);
    expect(half?.written).toBe(written);
    expect(half?.count ?? 0).toBe(count);
  });

  it('says nothing of comments', () => {
    expect(halvesIn('// c:\\ud800\n{}', (offset) => offset < 12)).toBeUndefined();
  });

  it('are found where and only where JSON.parse makes one', () => {
    const unit = fc.constantFrom('\ud83d', '\ude00', 'a', '\\', '"');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 6 }), fc.boolean(), (units, upper) => {
        const value = units.join('');
        // JSON.stringify writes halves as escapes and whole characters as they are.
        const literal = JSON.stringify(value).replace(/[\ud800-\udfff]/g, (c) => {
          const hex = c.charCodeAt(0).toString(16);
          return `\\u${upper ? hex.toUpperCase() : hex}`;
        });
        expect(halvesIn(literal, nowhere) !== undefined).toBe(LONE.test(value));
      }),
    );
  });
});
