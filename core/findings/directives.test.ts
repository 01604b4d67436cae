import { describe, expect, it } from 'vitest';
import { Workspace } from '../index/workspace';
import { parseJson } from '../json/parse';
import { checkFiles, ROOT, testServices } from '../testing/check';
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

describe('directives one below the other', () => {
  const lines = (text: string) => read(text).map((d) => d.line);
  const next = (code: string) => `// recpolicy-disable-next-line ${code} -- y`;

  it('are about one line', () => {
    expect(lines(`{\n  ${next('a')}\n  ${next('b')}\n  ${next('c')}\n"d": 1 }`)).toEqual([4, 4, 4]);
    expect(lines(`{\r\n  ${next('a')}\r\n  ${next('b')}\r\n"d": 1 }`)).toEqual([3, 3]);
  });

  it('are about their own lines where anything stands between them', () => {
    expect(lines(`{\n${next('a')}\n"x": 1, ${next('b')}\n"d": 1 }`)).toEqual([2, 3]);
    expect(lines(`{\n${next('a')}\n\n${next('b')}\n"d": 1 }`)).toEqual([2, 4]);
    expect(lines(`${next('a')}\n// recpolicy-disable b -- y\n{}`)).toEqual([1, undefined]);
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

  it('are not called unused while the document is half typed', () => {
    const half = '// recpolicy-disable missing-property retention-out-of-range -- draft\n{ "name": "x';
    expect(codes(half)).not.toContain('unused-directive');
    expect(codes(half.replace('missing-property', 'no-such'))).toContain('unused-directive');
    expect(codes(`${half}",}`)).toContain('unused-directive');
  });

  it('says that a syntax error cannot be silenced', () => {
    const found = checkFiles({ 'a.recpolicy.json': '// recpolicy-disable json-syntax -- no\n{ "a" }' })
      .get('a.recpolicy.json')!
      .findings.find((f) => f.code === 'unused-directive');
    expect(found?.message).toContain('cannot be silenced');
  });

  it.each([
    ['user-target, no-targets', 'no-targets'],
    ['no-targets user-target', 'no-targets'],
    ['no-such, user-target', 'no-such'],
  ])('takes the unused code out of %j', (codes, unused) => {
    const text = `{ "targets": [\n// recpolicy-disable-next-line ${codes} -- trial\n{ "type": "USER", "id": "u" }] }`;
    const finding = checkFiles({ 'a.recpolicy.json': text })
      .get('a.recpolicy.json')!
      .findings.find((f) => f.code === 'unused-directive')!;
    expect(text.slice(finding.start, finding.end)).toBe(unused);
    const [edit] = finding.fixes[0]!.edits();
    expect(text.slice(0, edit!.start) + edit!.newText + text.slice(edit!.end)).toBe(
      text.replace(codes, 'user-target'),
    );
  });
});

describe('a directive whose rule could not look', () => {
  const directive = (code: string) => `// recpolicy-disable ${code} -- known\n{ "retentionDays": 30 }`;
  const config = (environment: object) =>
    JSON.stringify({ environments: { prod: environment, dev: { minimumRetentionDays: 1 } } });
  const unused = (code: string, environment: object, services = testServices(), only?: string) => {
    const workspace = new Workspace([ROOT], services, only === undefined ? {} : { environment: only });
    workspace.put(`${ROOT}/recpolicy.config.json`, config(environment));
    const { doc } = workspace.put(`${ROOT}/a.recpolicy.json`, directive(code))!;
    return workspace.check(doc).some((f) => f.code === 'unused-directive');
  };
  const groups = (complete: boolean) =>
    testServices({
      prod: { groups: { value: new Map(), asOf: '2026-01-01T00:00:00Z', complete } },
      dev: { groups: { value: new Map(), asOf: '2026-01-01T00:00:00Z', complete } },
    });

  it.each(['unknown-target', 'empty-group'])('is not called unused: %s without data of the org', (code) => {
    expect(unused(code, {})).toBe(false);
    expect(unused(code, {}, groups(false))).toBe(false);
    expect(unused(code, {}, groups(true))).toBe(true);
  });

  it('is not called unused where no minimum is known', () => {
    expect(unused('retention-below-environment-minimum', {})).toBe(false);
    expect(unused('retention-below-environment-minimum', { minimumRetentionDays: 20 })).toBe(true);
    expect(unused('retention-below-environment-minimum', { minimumRetentionDays: 40 })).toBe(false);
  });

  it('is not called unused where another environment alone was looked at', () => {
    const environment = { minimumRetentionDays: 40 };
    expect(unused('retention-below-environment-minimum', environment, testServices(), 'dev')).toBe(false);
    expect(unused('priority-collision', environment, testServices(), 'dev')).toBe(false);
    expect(unused('priority-collision', environment)).toBe(true);
    expect(unused('retention-out-of-range', environment, testServices(), 'dev')).toBe(true);
  });
});
