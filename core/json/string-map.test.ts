import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './parse';
import { sourceOffset } from './string-map';

const nodeOf = (text: string) => parseJson(text).root!;

describe('places inside JSON strings', () => {
  it('are offset by the quote where nothing is escaped', () => {
    expect(sourceOffset('"abc"', nodeOf('"abc"'), 2)).toBe(3);
  });

  it('step over escapes', () => {
    const text = String.raw`"a\n\u00e9\\b"`;
    const node = nodeOf(text);
    expect(node.value).toBe('a\né\\b');
    expect([1, 2, 3, 4, 5].map((d) => sourceOffset(text, node, d))).toEqual([2, 4, 10, 12, 13]);
  });

  it('split no string of any content: the slice of the source decodes to the slice of the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), fc.boolean(), (value, a, b, ascii) => {
        const json = ascii
          ? JSON.stringify(value).replace(
              /[^\x20-\x7e]/g,
              (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
            )
          : JSON.stringify(value);
        const node = nodeOf(json);
        const [from, to] = [a % (value.length + 1), b % (value.length + 1)].sort((x, y) => x - y);
        const slice = json.slice(sourceOffset(json, node, from!), sourceOffset(json, node, to!));
        expect(JSON.parse(`"${slice}"`)).toBe(value.slice(from, to));
      }),
    );
  });
});
