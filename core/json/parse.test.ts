import fc from 'fast-check';
import { type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { lineStartsOf } from '../text/lines';
import type { JsonNode } from './nodes';
import { parseJson } from './parse';
import { MAX_ERRORS } from './syntax-fault';

const kinds = (text: string) => parseJson(text).errors.map((e) => e.kind);

/** Texts made of the pieces JSON is made of, in any order: nearly right and quite wrong ones. */
const soup = fc
  .array(
    fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b":',
        '"',
        "'",
        '1',
        '-',
        '01',
        '1.5e3',
        'true',
        'nul',
        'x',
        '\\',
      ],
      ...[
        '\\u00',
        ' ',
        '\n',
        '\r\n',
        '\r',
        '\t',
        '//',
        '/*',
        '*/',
        '#',
        '=',
        ';',
        '“',
        '\u0000',
        '\ud800',
        '"__proto__":',
      ],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** JSON with white space and comments strewn between its tokens. */
const jsonc = fc
  .tuple(
    fc.json(),
    fc.array(fc.constantFrom('', '', ' ', '\n', '\r\n', '\r', '\t', '/* "a": [ */', '// } \n', '/*\n\n*/'), {
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map(([text, gaps]) => {
    const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
    return tokens.map((token, i) => gaps[i % gaps.length] + token).join('') + gaps[0];
  });

describe('parseJson on valid JSON', () => {
  it('gives what JSON.parse gives, key order and __proto__ keys included', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        const parsed = parseJson(text);
        expect(parsed.errors.filter((e) => e.kind !== 'duplicate-key')).toEqual([]);
        expect(JSON.stringify(parsed.root?.value)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('reads every double as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = JSON.stringify(number);
        expect(parseJson(text).root?.value).toBe(JSON.parse(text));
      }),
    );
    for (const text of [
      '0',
      '-0',
      '9007199254740993',
      '123456789012345678',
      '1E400',
      '-1e-400',
      '1.0',
      '2e2',
      '999999999999999',
    ])
      expect(Object.is(parseJson(text).root?.value, JSON.parse(text)), text).toBe(true);
  });

  it('decodes escapes and lone surrogates as JSON.parse does', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\\n',
        '\\"',
        '\\\\',
        '\\/',
        '\\b',
        '\\f',
        '\\r',
        '\\t',
        '\\u0041',
        '\\ud83d',
        '\\ude00',
        '\\u0000',
        'é',
        '😀',
        '\ud800',
        '\u2028',
      ),
      fc.string({ unit: fc.constantFrom('a', ' ', '{', "'", '/') }),
    );
    fc.assert(
      fc.property(fc.array(piece), (parts) => {
        const text = `"${parts.join('')}"`;
        expect(parseJson(text).errors).toEqual([]);
        expect(parseJson(text).root?.value).toBe(JSON.parse(text));
      }),
    );
  });

  it('keeps __proto__ a plain property and the last of duplicate keys', () => {
    const { root, errors } = parseJson(
      '{"__proto__":{"x":1},"a":1,"a":2,"constructor":3,"hasOwnProperty":4}',
    );
    expect(Object.getPrototypeOf(root!.value)).toBe(Object.prototype);
    expect(Object.keys(root!.value as object)).toEqual(['__proto__', 'a', 'constructor', 'hasOwnProperty']);
    expect((root!.value as { a: number }).a).toBe(2);
    expect(errors).toEqual([{ kind: 'duplicate-key', start: 27, end: 30, other: 21, text: 'a' }]);
    expect(kinds('{"toString":1,"valueOf":2}')).toEqual([]);
  });

  it('places every node where jsonc-parser places it', () => {
    fc.assert(
      fc.property(jsonc, (text) => {
        const { root, errors, lineStarts } = parseJson(text);
        expect(errors.filter((e) => e.kind !== 'duplicate-key')).toEqual([]);
        expect(lineStarts).toEqual(lineStartsOf(text));
        same(root!, parseTree(text, [], { disallowComments: false })!);
      }),
    );
  });
});

function same(node: JsonNode, other: Node): void {
  expect([node.kind, node.start, node.end]).toEqual([other.type, other.offset, other.offset + other.length]);
  const children = other.children ?? [];
  if (node.props !== undefined) {
    expect(node.props.length).toBe(children.length);
    node.props.forEach((p, i) => {
      const [key, value] = children[i]!.children!;
      expect([p.key, p.keyStart, p.keyEnd]).toEqual([key!.value, key!.offset, key!.offset + key!.length]);
      same(p.value, value!);
    });
  } else if (node.items !== undefined) {
    expect(node.items.length).toBe(children.length);
    node.items.forEach((item, i) => {
      same(item, children[i]!);
    });
  } else expect(node.value).toEqual(other.value);
}

describe('parseJson on any text', () => {
  it('never throws, nests its nodes, keeps to the text and knows its lines', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        const { root, errors, comments, lineStarts } = parseJson(text);
        expect(lineStarts).toEqual(lineStartsOf(text));
        for (const place of [...errors, ...comments]) {
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeGreaterThanOrEqual(place.start);
          expect(place.end).toBeLessThanOrEqual(text.length);
        }
        expect(errors.length).toBeLessThanOrEqual(MAX_ERRORS);
        if (root !== undefined) nested(root, 0, text.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('is as strict as JSON.parse: no error means valid JSON, and valid JSON has none', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { errors, comments } = parseJson(text);
        const faults = errors.filter((e) => e.kind !== 'duplicate-key');
        if (comments.length > 0) return;
        expect(valid(text), JSON.stringify(text)).toBe(faults.length === 0);
      }),
      { numRuns: 5000 },
    );
  });
});

function nested(node: JsonNode, low: number, high: number): void {
  expect(node.start).toBeGreaterThanOrEqual(low);
  expect(node.end).toBeLessThanOrEqual(high);
  expect(node.end).toBeGreaterThanOrEqual(node.start);
  let at = node.start;
  for (const p of node.props ?? []) {
    expect(p.keyStart).toBeGreaterThanOrEqual(at);
    expect(p.keyEnd).toBeGreaterThanOrEqual(p.keyStart);
    nested(p.value, p.keyEnd, node.end);
    at = p.value.end;
  }
  for (const item of node.items ?? []) {
    nested(item, at, node.end);
    at = item.end;
  }
}

function valid(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parseJson against the cases parsers get wrong', () => {
  it.each([
    ...[
      '[]',
      '{}',
      '[ ]',
      '""',
      '[1]',
      '[-1]',
      '[0e1]',
      '[1E+2]',
      '[1.5e-3]',
      '["\\u0000"]',
      '["\u007f"]',
      '["\u2028"]',
    ],
    ...[
      '{"":0}',
      '{"a":[]}',
      '["\\uD800"]',
      '["😀"]',
      ' [1] ',
      '[null, 1, "1", {}]',
      '"\\u005C"',
      '\r\n\t []',
      'true',
    ],
  ])('accepts %j', (text) => {
    expect(kinds(text)).toEqual([]);
    expect(valid(text)).toBe(true);
  });

  it.each([
    ...[
      '',
      ' ',
      '[1 true]',
      '[,1]',
      '[1,,2]',
      '["a",,]',
      '["x"]]',
      '["",',
      '[1,]x',
      '{,}',
      '{"a"}',
      '{"a":}',
      '{"a" "b"}',
    ],
    ...[
      "{'a':0}",
      '{a:0}',
      '{"a":1 "b":2}',
      '[-]',
      '[01]',
      '[1.]',
      '[.5]',
      '[+1]',
      '[0x1]',
      '[1e]',
      '[NaN]',
      '[tru]',
      '[True]',
    ],
    ...[
      '["\\x00"]',
      '["\\u12"]',
      '["\\a"]',
      '["\n"]',
      '["\t"]',
      '["a',
      '[',
      '{',
      '{"a":"b"',
      '[1}',
      '{"a":[}',
      ']',
      '}',
      ',',
    ],
    ...[
      '{"a":1}#',
      '[1]1',
      '*',
      '<null>',
      '[\u00a0]',
      '\u2060[]',
      '{"a":1;"b":2}',
      '["a"\n"b"]',
      '/',
      '[1]/',
      '\ufeff',
      '{]',
    ],
  ])('finds a fault in %j', (text) => {
    expect(kinds(text).length).toBeGreaterThan(0);
    expect(valid(text)).toBe(false);
  });

  it('takes a byte order mark at the start', () => {
    expect(parseJson('\ufeff{"a":1}').errors).toEqual([]);
    expect(parseJson('\ufeff{"a":1}').root?.value).toEqual({ a: 1 });
  });
});

describe('recovery: one fault, one finding', () => {
  it.each<[string, string[], unknown]>([
    ['{ "name": "x", "ena', ['unterminated-string'], { name: 'x' }],
    ['{\n"name": "x",\nena\n"priority": 3\n}', ['unexpected'], { name: 'x', priority: 3 }],
    ['{\n"name": "x",\n"enabled":\n"priority": 3\n}', ['value-expected'], { name: 'x', priority: 3 }],
    ['{\n"name": "x",\n"enabled"\n"priority": 3\n}', ['colon-expected'], { name: 'x', priority: 3 }],
    ['{\n"name": "x\n"priority": 3\n}', ['unterminated-string'], { name: 'x', priority: 3 }],
    ['{ "a": foo bar, "b": 3 }', ['unquoted-value'], { b: 3 }],
    ['{ "a": 1 2, "b": 3 }', ['unexpected'], { a: 1, b: 3 }],
    ['{ "a": "x" + "y", "b": 1 }', ['unexpected'], { a: 'x', b: 1 }],
    ['{ "a" = 1; "b" => 2 }', ['colon-expected', 'comma-expected', 'colon-expected'], { a: 1, b: 2 }],
    ['{ "a": [1, 2}, "b": 3 }', ['mismatched-bracket'], { a: [1, 2], b: 3 }],
    ['{ "t": [{ "x": 1 ], "b": 3 }', ['mismatched-bracket'], { t: [{ x: 1 }], b: 3 }],
    ['{ "t": [{ "x": 1', ['not-closed'], { t: [{ x: 1 }] }],
    ['{ "a": 1, , "b": 2 }', ['key-expected'], { a: 1, b: 2 }],
    ['[1,,2]', ['value-expected'], [1, 2]],
    ['# c\n{ "a": 1 }', ['unexpected'], { a: 1 }],
    ['some words { "a": 1 }', ['unquoted-value'], { a: 1 }],
    ['{ "a": 1 } } ] more', ['trailing-content'], { a: 1 }],
    ['+{ "a": 1 }', ['unexpected'], { a: 1 }],
    ['\u00a0{\u00a0\u2003"a":\u00a01 }', ['odd-space', 'odd-space', 'odd-space'], { a: 1 }],
    ['{\n<<<<<<< x\n"a": 1\n=======\n"b": 2\n>>>>>>> y\n}', Array(3).fill('conflict-mark'), { a: 1, b: 2 }],
    ['{ "a" ======= 1 }', ['colon-expected', 'unexpected'], {}],
    ['{ “a”: ‘b’, `c`: 1 }', ['single-quotes', 'single-quotes', 'single-quotes'], { a: 'b', c: 1 }],
  ])('%j', (text, expected, value) => {
    expect(kinds(text)).toEqual(expected);
    expect(parseJson(text).root?.value).toEqual(value);
  });

  it('marks the object a fault stands in as broken, and no other', () => {
    const { root } = parseJson('{ "a": { "x": , "y": 1 }, "b": {} }');
    const [a, b] = root!.props!;
    expect([root!.broken, a!.value.broken, b!.value.broken]).toEqual([false, true, false]);
  });
});

describe('large and deep texts', () => {
  it.each(['[', '{"a":', '[{"a":'])('reads 100,000 times %s without a deep stack', (piece) => {
    const text = piece.repeat(100_000);
    const { errors, root } = parseJson(text);
    expect(errors.map((e) => e.kind)).toContain('too-deep');
    expect(errors.length).toBeLessThanOrEqual(3);
    expect(root?.end).toBe(text.length);
  });

  it('reads 100,000 closing brackets', () => {
    expect(kinds(']'.repeat(100_000)).length).toBeLessThanOrEqual(MAX_ERRORS);
    expect(kinds(`{"a":[${'}'.repeat(100_000)}`).length).toBeGreaterThan(0);
  });

  it('reads 10 MB of right, wrong and unclosed text without hanging', () => {
    const item = '{"type":"GROUP","id":"2f6d3c1e-5a77-4f0b-9d55"},\n';
    const texts = {
      right: `{"targets":[${item.repeat(200_000)}1]}`,
      'one text': `"${'a'.repeat(10_000_000)}`,
      'no commas': `[${'123456789 '.repeat(1_000_000)}]`,
      'stray words': `{${'"abcdefgh" i '.repeat(800_000)}}`,
      quotes: '"'.repeat(10_000_000),
    };
    for (const [name, text] of Object.entries(texts)) expect(parseJson(text).root, name).toBeDefined();
    expect(parseJson(texts.right).errors).toEqual([]);
  }, 120_000);
});

it('finds many duplicates among many keys in time that grows with the length', () => {
  const keys = Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(',');
  expect(kinds(`{${keys},${keys}}`).length).toBe(MAX_ERRORS);
});
