import { describe, expect, it } from 'vitest';
import { parseJson } from '../json/parse';
import { checkFiles } from '../testing/check';
import { directivesOf } from './directives';

const read = (text: string) => directivesOf(parseJson(text));

describe('directivesOf', () => {
  it('reads code, reason and the line below', () => {
    const text = '{\n  // recpolicy-disable-next-line user-target -- one agent only\n  "a": 1\n}';
    const [d] = read(text);
    expect(d).toMatchObject({ line: 2, misplaced: false, reason: 'one agent only' });
    expect(d!.codes.map((c) => text.slice(c.start, c.end))).toEqual(['user-target']);
  });

  it('reads several codes, by spaces or commas, each with its place', () => {
    const text = '/* recpolicy-disable a-b, c-d  e-f -- why -- really */ {}';
    const [d] = read(text);
    expect(d!.codes.map((c) => text.slice(c.start, c.end))).toEqual(['a-b', 'c-d', 'e-f']);
    expect(d).toMatchObject({ line: undefined, misplaced: false, reason: 'why -- really' });
  });

  it.each([
    ['// recpolicy-disable x\n{}', ''],
    ['// recpolicy-disable x --\n{}', ''],
    ['// recpolicy-disable x --why\n{}', ''],
    ['// recpolicy-disable x --   \r\n{}', ''],
    ['// recpolicy-disable x -- why\r\n{}', 'why'],
  ])('finds the reason of %j', (text, reason) => {
    expect(read(text)[0]!.reason).toBe(reason);
  });

  it('knows a file-wide directive below the first value for misplaced', () => {
    expect(read('{ // recpolicy-disable x -- y\n}')[0]!.misplaced).toBe(true);
    expect(read('// recpolicy-disable x -- y\n{}')[0]!.misplaced).toBe(false);
  });

  it.each([
    '// recpolicy-disabled x -- y\n{}',
    '// see recpolicy-disable x -- y\n{}',
    '{"a":"// recpolicy-disable x -- y"}',
    '{}',
  ])('takes %j for none', (text) => {
    expect(read(text)).toEqual([]);
  });

  it('counts lines below a comment of several lines', () => {
    expect(read('{\n/* recpolicy-disable-next-line x\n -- y\n*/\n"a": 1 }')[0]!.line).toBe(4);
  });
});

describe('directives in a document', () => {
  const codes = (text: string) =>
    checkFiles({ 'a.recpolicy.json': text })
      .get('a.recpolicy.json')!
      .findings.map((f) => f.code);

  it('silence their code on their line only', () => {
    const text = (line: string) => `{\n${line}\n"retentionDays": 400,\n\n"priority": "1" }`;
    expect(codes(text(''))).toContain('retention-out-of-range');
    const silenced = codes(
      text('// recpolicy-disable-next-line retention-out-of-range type-mismatch -- later'),
    );
    expect(silenced).not.toContain('retention-out-of-range');
    expect(silenced).toContain('type-mismatch');
    expect(silenced).toContain('unused-directive');
  });

  it('cannot silence a syntax error', () => {
    const found = codes('// recpolicy-disable json-syntax -- no\n{ "a" }');
    expect(found).toContain('json-syntax');
    expect(found).toContain('unused-directive');
  });
});
