import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../json/parse';
import { appendTo, applyOffsetEdits, formattingOf, replaceNode, setAt } from './edits';
import { insertProperties } from './insert';
import { commaAfter, removeProperty } from './remove';

const insert = (text: string, ...entries: [string, unknown][]) =>
  applyOffsetEdits(text, insertProperties(text, parseJson(text).root!, entries));
const remove = (text: string, index: number) => {
  const root = parseJson(text).root!;
  return applyOffsetEdits(text, removeProperty(text, root, root.props![index]!));
};

describe('setAt, appendTo, replaceNode', () => {
  it('keep comments and formatting', () => {
    const text = '{\r\n\t"a": 1, // one\r\n\t"b": [1]\r\n}';
    const json = parseJson(text);
    expect(applyOffsetEdits(text, setAt(json, ['a'], 2))).toBe(text.replace('"a": 1', '"a": 2'));
    expect(parseJson(applyOffsetEdits(text, appendTo(json, ['b'], 1, 2))).root!.value).toEqual({
      a: 1,
      b: [1, 2],
    });
    expect(applyOffsetEdits(text, replaceNode(json.root!.props![0]!.value, 'x"'))).toContain(
      '"a": "x\\"", // one',
    );
    expect(formattingOf(text)).toEqual({ insertSpaces: false, tabSize: 4, eol: '\r\n' });
  });

  it('leave a text alone that is too deep to edit', () => {
    expect(setAt(parseJson('['.repeat(1000)), ['a'], 1)).toEqual([]);
  });
});

describe('insertProperties', () => {
  it.each([
    ['{}', '{\n  "n": 1\n}'],
    ['{ "a": 1 }', '{ "a": 1, "n": 1 }'],
    ['{ "a": 1, }', '{ "a": 1, "n": 1, }'],
    ['{\n    "a": 1\n}', '{\n    "a": 1,\n    "n": 1\n}'],
    ['{\n\t"a": 1 // why\n}', '{\n\t"a": 1, // why\n\t"n": 1\n}'],
    ['{\r\n  "a": 1 /* b */ // c\r\n}', '{\r\n  "a": 1, /* b */ // c\r\n  "n": 1\r\n}'],
    ['{\n  // nothing yet\n}', '{\n  // nothing yet\n  "n": 1\n}'],
  ])('into %j gives %j', (text, expected) => {
    expect(insert(text, ['n', 1])).toBe(expected);
  });

  it('does nothing to an object in pieces', () => {
    expect(insertProperties('{ "a": ', parseJson('{ "a": ').root!, [['n', 1]])).toEqual([]);
  });
});

describe('removeProperty', () => {
  it.each([
    ['{ "a": 1, "b": 2, "c": 3 }', 0, '{ "b": 2, "c": 3 }'],
    ['{ "a": 1, "b": 2, "c": 3 }', 1, '{ "a": 1, "c": 3 }'],
    ['{ "a": 1, "b": 2, "c": 3 }', 2, '{ "a": 1, "b": 2 }'],
    ['{"a":1}', 0, '{}'],
    ['{\n  "a": 1,\n  "b": 2 // two\n}', 0, '{\n  "b": 2 // two\n}'],
    ['{\n  "a": 1, // one\n  "b": 2\n}', 1, '{\n  "a": 1 // one\n}'],
    ['{\r\n  "a": 1,\r\n  "b": {\r\n  }\r\n}', 1, '{\r\n  "a": 1\r\n}'],
    ['{ "a": 1, "a": 2 }', 0, '{ "a": 2 }'],
    ['{ "a": 1 /* , */, "b": 2 }', 0, '{ /* , */ "b": 2 }'],
  ])('takes from %j number %d and leaves %j', (text, index, expected) => {
    expect(remove(text, index)).toBe(expected);
  });

  it('finds commas outside comments', () => {
    expect(commaAfter('1 /*,*/ // ,\n , 2', 1, 17)).toBe(14);
    expect(commaAfter('1 "," ,', 1, 7)).toBe(-1);
    expect(commaAfter('1 /* ,', 1, 6)).toBe(-1);
  });
});

describe('editing any object', () => {
  const gap = fc.constantFrom('', ' ', '\n', '\r\n  ', '/* , */', ' // " {\n');
  const object = fc
    .tuple(
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
      fc.array(gap, { minLength: 1 }),
    )
    .map(([keys, gaps]) => {
      let i = 0;
      const g = () => gaps[i++ % gaps.length];
      return `{${keys.map((k) => `${g()}"${k}"${g()}:${g()}[1]${g()}`).join(',')}}`;
    });

  it('removes exactly that property, and keeps every comment', () => {
    fc.assert(
      fc.property(object, fc.nat(3), (text, n) => {
        const before = parseJson(text);
        const index = n % before.root!.props!.length;
        const dropped = before.root!.props![index]!;
        const after = parseJson(remove(text, index));
        expect(after.errors).toEqual([]);
        const expected = { ...(before.root!.value as object) } as Record<string, unknown>;
        delete expected[dropped.key];
        expect(after.root!.value).toEqual(expected);
        const inside = before.comments.filter((c) => c.start > dropped.keyStart && c.end < dropped.value.end);
        expect(after.comments.length).toBe(before.comments.length - inside.length);
      }),
    );
  });

  it('inserts behind the others, and keeps every comment', () => {
    fc.assert(
      fc.property(object, (text) => {
        const before = parseJson(text);
        const after = parseJson(insert(text, ['n', { x: [1, 'two'] }], ['m', null]));
        expect(after.errors).toEqual([]);
        expect(Object.entries(after.root!.value as object)).toEqual([
          ...Object.entries(before.root!.value as object),
          ['n', { x: [1, 'two'] }],
          ['m', null],
        ]);
        expect(after.comments.length).toBe(before.comments.length);
      }),
    );
  });
});
