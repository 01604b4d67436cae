import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inert, oneLine } from './one-line';

/** Any code points, lone halves of surrogate pairs included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }))
  .map((codes) => String.fromCodePoint(...codes));

const HOSTILE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

describe('outside text on one line', () => {
  it.each([
    '\n',
    '\r',
    '\t',
    '\u001b',
    '\u0085',
    '\u009b',
    '\u200b',
    '\u202e',
    '\u2028',
    '\u2066',
    '\ufeff',
    '\u{e0041}',
    '\ud800',
  ])('shows that %j was there', (character) => expect(oneLine(`a${character}b`)).toBe('a\ufffdb'));

  it('leaves what can be seen as it is', () => {
    const text = 'Zürich – 東京 «Ω» 😀 [a](b) @x';
    expect(oneLine(text)).toBe(text);
  });

  it('holds for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(oneLine(text)).not.toMatch(HOSTILE);
        expect(oneLine(oneLine(text))).toBe(oneLine(text));
      }),
    );
  });
});

describe('inert text', () => {
  it.each([
    ['ask @octocat', 'ask @ octocat'],
    ['see #12 and GH-7', 'see # 12 and GH- 7'],
    ['[click](https://evil.example)', '[click] (https:// evil.example)'],
    ['www.evil.example', 'www. evil.example'],
    ['group/project!5', 'group/project! 5'],
  ])('%j', (text, expected) => expect(inert(text)).toBe(expected));
});
