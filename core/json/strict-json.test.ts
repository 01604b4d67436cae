import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH, parseJson } from './parse';
import { parseStrictJson } from './strict-json';

describe('reading strict JSON without a tree', () => {
  it('gives what the full parser gives, for every JSON object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(undefined, 2),
        (value, indent) => {
          const text = JSON.stringify(value, null, indent);
          const full = parseJson(text);
          expect(full.errors).toEqual([]);
          const plain = parseStrictJson(text);
          if (plain !== undefined) expect(plain.value).toEqual(full.root!.value);
        },
      ),
    );
  });

  it('never accepts what the full parser finds a fault or a comment in', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b:"',
      '"\\u003a"',
      '1',
      'true',
      '//x\n',
      '/*y*/',
      ' ',
      '"a":1',
      '"a":{"a":1}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = `{${pieces.join('')}}`;
        if (parseStrictJson(text) === undefined) return;
        const full = parseJson(text);
        expect(full.errors, text).toEqual([]);
        expect(full.comments, text).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['duplicate keys', '{"a":1,"a":2}'],
    ['duplicate keys in a list', '{"a":[{"b":1,"b":1}]}'],
    ['a duplicate key beside an escaped colon', '{"a":"\\u003a","b":1,"b":1}'],
    ['a comment', '{"a":1} // why'],
    ['a comment behind a colon', '{"a"://x\n1}'],
    ['a trailing comma', '{"a":1,}'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['too deep nesting', `{"a":${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}}`],
  ])('leaves %s to the full parser', (_what, text) => {
    expect(parseStrictJson(text)).toBeUndefined();
  });

  it('accepts colons and slashes in strings', () => {
    const text = '{"$schema":"https://example.com/s.json","a:b":"c:d","e":"1/2"}';
    expect(parseStrictJson(text)?.value).toEqual(JSON.parse(text));
  });
});
