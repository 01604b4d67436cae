import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, OffsetEdit } from '../findings/finding';
import { Workspace } from '../index/workspace';
import { parseJson } from '../json/parse';
import { ROOT, testServices } from '../testing/check';
import { spliced } from './choose';
import { fixAll, fixAllIn } from './fix-all';

const finding = (start: number, end: number, newText: string, safe = true): Finding => ({
  code: 'x',
  severity: 'error',
  message: '',
  start,
  end,
  related: [],
  fixes: [{ title: 'fix', safe, edits: (): OffsetEdit[] => [{ start, end, newText }] }],
});

/** Findings at every place of a word. */
const replacing = (word: string, by: string) => (text: string) =>
  [...text.matchAll(new RegExp(word, 'g'))].map((m) => finding(m.index, m.index + word.length, by));

describe('fix all', () => {
  it('goes on until nothing is left, and tells the edits from the original', () => {
    const chain = (text: string) => [...replacing('1', '2')(text), ...replacing('2', '3')(text)];
    const result = fixAll('[1, 2, 1]', chain);
    expect(result).toMatchObject({ text: '[3, 3, 3]', stable: true });
    expect(spliced('[1, 2, 1]', result.edits)).toBe('[3, 3, 3]');
    expect(result.applied.length).toBe(5);
  });
  it('keeps one round as separate edits', () => {
    expect(fixAll('[1, 4, 1]', replacing('1', '2')).edits).toHaveLength(2);
  });
  it('stops when fixes undo each other or only grow', () => {
    const flip = (text: string) => [...replacing('1', '2')(text), ...replacing('2', '1')(text)];
    expect(fixAll('[1]', flip).stable).toBe(false);
    expect(fixAll('[1]', replacing('1', '11')).stable).toBe(false);
  });
  it.each([
    '{\n  "description": "x"]\n  "enabled": true\n}',
    '{\n  "targets": [{ "type": "GROUP", "id": "x" }]]\n  "enabled": true\n}',
  ])('does not put a comma where the next run would take it away: %j', (broken) => {
    const workspace = new Workspace([ROOT], testServices());
    const uri = `${ROOT}/a.recpolicy.json`;
    const once = fixAllIn(workspace, uri, broken).text;
    expect(fixAllIn(workspace, uri, once).text).toBe(once);
    expect(parseJson(once).errors.length).toBeLessThanOrEqual(parseJson(broken).errors.length);
  });
  it('leaves unsafe, overlapping, faulty and damaging fixes', () => {
    expect(fixAll('[1]', () => [finding(1, 2, '5', false)]).text).toBe('[1]');
    expect(fixAll('[1]', () => [finding(1, 99, '5')]).text).toBe('[1]');
    expect(fixAll('[1]', () => [finding(0, 1, '{')]).text).toBe('[1]');
    const throwing: Finding = {
      ...finding(0, 1, ''),
      fixes: [
        {
          title: '',
          safe: true,
          edits: () => {
            throw new Error('no');
          },
        },
      ],
    };
    expect(fixAll('[1]', () => [throwing])).toMatchObject({ text: '[1]', stable: true });
    const once = (text: string) => (text === '[12]' ? [finding(1, 3, '7'), finding(2, 3, '8')] : []);
    expect(fixAll('[12]', once).text).toBe('[7]');
  });
  it('leaves the workspace as it was', () => {
    const workspace = new Workspace([ROOT], testServices());
    const uri = `${ROOT}/a.recpolicy.json`;
    const text = '{ "name": "A", "targets": [], }';
    workspace.put(uri, text);
    const result = fixAllIn(workspace, uri, text);
    expect(workspace.projectOf(uri).facts(uri)!.name).toBe('A');
    expect(parseJson(result.text).errors.length).toBeLessThanOrEqual(1);
  });
});

describe('fix all with the real rules', () => {
  const scalar = fc.oneof(
    fc.constantFrom('GROUP', 'group', 'a b', '\\b\\d', '{{x}}', 90, 0, 366, true, null, 'true'),
    fc.string({ maxLength: 5 }),
  );
  const key = fc.constantFrom(
    'name',
    'enabled',
    'targets',
    'type',
    'id',
    'retentionDays',
    'retentiondays',
    'priority',
    'complianceSettings',
    'allowedMaskPatterns',
    'maskSensitiveData',
    '__proto__',
    'x',
  );
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      scalar.map((s) => JSON.stringify(s)),
      fc
        .tuple(fc.array(tie('value'), { maxLength: 3 }), fc.boolean())
        .map(([items, comma]) => `[${items.join(', ')}${comma && items.length > 0 ? ',' : ''}]`),
      fc
        .tuple(fc.array(fc.tuple(key, tie('value')), { maxLength: 8 }), fc.boolean())
        .map(
          ([members, comma]) =>
            `{ ${members.map(([k, v]) => `"${k}": ${v}`).join(',\n // note\n ')}${comma && members.length > 0 ? ',' : ''} }`,
        ),
    ),
  }));
  it('ends stable, leaves no more syntax errors, and twice is once', () => {
    fc.assert(
      fc.property(value, (text) => {
        const workspace = new Workspace([ROOT], testServices());
        const uri = `${ROOT}/a.recpolicy.json`;
        workspace.put(uri, text);
        const once = fixAllIn(workspace, uri, text);
        expect(spliced(text, once.edits)).toBe(once.text);
        expect(parseJson(once.text).errors.length).toBeLessThanOrEqual(parseJson(text).errors.length);
        if (once.stable) expect(fixAllIn(workspace, uri, once.text).text).toBe(once.text);
        else throw new Error(`not stable: ${text} → ${once.text}`);
      }),
      { numRuns: 300 },
    );
  });
});
