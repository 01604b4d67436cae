import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoreDocument } from '../../document/document';
import { applyTextEdits } from '../../testing/text-edits';
import { formatDocument } from './formatting';

const OPTIONS = { tabSize: 2, insertSpaces: true };
const document = (text: string) =>
  new CoreDocument('file:///a.recpolicy.json', 'a.recpolicy.json', 'policy', text);

function formatted(text: string, options = OPTIONS, range?: { start: number; end: number }): string {
  const doc = document(text);
  return applyTextEdits(doc, formatDocument(doc, options, range));
}

const commentsOf = (text: string) => {
  const { json } = document(text);
  return json.comments.map((c) => text.slice(c.start, c.end));
};

describe('formatting', () => {
  it('lays out a document and keeps its comments', () => {
    expect(formatted('// top\n{"a":1,/* b */"b":[1,{"c":null}] // end\n}')).toBe(
      '// top\n{\n  "a": 1, /* b */\n  "b": [\n    1,\n    {\n      "c": null\n    }\n  ] // end\n}',
    );
  });

  it('keeps line endings, byte order mark and faults that are not of layout', () => {
    expect(formatted('\ufeff{\r\n"a":1,\r\n"a":2,}')).toBe('\ufeff{\r\n  "a": 1,\r\n  "a": 2,\r\n}');
    expect(formatted('{"a":"\\d"}', { tabSize: 1, insertSpaces: false })).toBe('{\n\t"a":"\\d"\n}');
  });

  it.each([
    '',
    '   ',
    '{"a":',
    '{"a" 1}',
    '[1 2',
    '{a:1}',
    "{'a':1}",
    '{"a":1}}',
    '/* open',
    '['.repeat(5000),
  ])('leaves %j alone', (text) => {
    expect(formatDocument(document(text), OPTIONS)).toEqual([]);
  });

  it('of a range leaves the rest alone', () => {
    const text = '{\n"a":1,\n"b":2,\n"c":3\n}';
    const start = text.indexOf('"b"');
    const result = formatted(text, OPTIONS, { start, end: start + 5 });
    expect(result).toContain('\n"a":1,\n');
    expect(result).toContain('"b": 2,\n"c":3');
  });

  it('keeps the end of the last line, and adds one where it is asked for', () => {
    const all = (text: string) => formatted(text, OPTIONS, { start: 0, end: text.length });
    expect(formatted('{}\n')).toBe('{}\n');
    expect(formatted('{"a":1}\r\n')).toBe('{\r\n  "a": 1\r\n}\r\n');
    expect(formatted('{}\n\n\n')).toBe('{}\n');
    expect(all('{"a":1}\n')).toBe('{\n  "a": 1\n}\n');
    expect(all('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(formatted('{}', { ...OPTIONS, insertFinalNewline: true } as typeof OPTIONS)).toBe('{}\n');
  });

  it('survives options that are none', () => {
    expect(formatted('{"a":1}', { tabSize: Number.NaN, insertSpaces: true })).toBe('{\n  "a": 1\n}');
  });
});

describe('formatting any document with comments', () => {
  const space = fc.constantFrom(
    '',
    ' ',
    '\n',
    '\t',
    '\n\n',
    ' // line\n',
    '/* block */',
    '\n/* two\n   lines */\n',
  );
  const eol = fc.constantFrom('\n', '\r\n');
  /** The JSON of any value with random space and comments between its tokens. */
  const texts = fc
    .tuple(fc.jsonValue({ maxDepth: 4 }), fc.array(space, { minLength: 1, maxLength: 40 }), eol)
    .map(([value, spaces, end]) => {
      const tokens = JSON.stringify(value).match(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^"{}[\],:]+/g)!;
      return tokens
        .map((t, i) => spaces[i % spaces.length]! + t)
        .join('')
        .replaceAll('\n', end);
    });

  it('keeps value and comments, and changes nothing the second time', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), (text, insertSpaces) => {
        const before = document(text);
        fc.pre(before.json.errors.length === 0);
        const once = formatted(text, { tabSize: 2, insertSpaces });
        const after = document(once);
        expect(after.json.errors).toEqual([]);
        expect(after.root!.value).toEqual(before.root!.value);
        expect(commentsOf(once).map((c) => c.replace(/\s+/g, ' '))).toEqual(
          commentsOf(text).map((c) => c.replace(/\s+/g, ' ')),
        );
        expect(formatted(once, { tabSize: 2, insertSpaces })).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});
