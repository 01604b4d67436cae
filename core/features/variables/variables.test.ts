import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Environment } from '../../config/environment';
import { CoreDocument } from '../../document/document';
import { resolveVariables } from '../../document/variables';
import { Workspace } from '../../index/workspace';
import { ROOT, testServices } from '../../testing/check';
import { atCursor, contextOf } from '../../testing/cursor';
import { applyTextEdits } from '../../testing/text-edits';
import { definitionAt } from './definition';
import { highlightsAt, referencesAt } from './references';
import { prepareRename, renameAt } from './rename';

const CONFIG = `{
  "environments": {
    "prod": { "include": ["p/**"], "variables": { "pay": "G-1" } },
    "test": { "variables": { "pay": "G-2", "other": "x" } }
  }
}`;
const FILES = {
  'recpolicy.config.json': CONFIG,
  'p/b.recpolicy.json': '{ "name": "{{pay}} and {{ pay }}", /* {{pay}} */ "description": "{{other}}" }',
  't.recpolicy-test.json':
    '{ "tests": [{ "agent": { "groups": ["{{pay}}"] }, "expect": { "policy": "b" } }] }',
};

const line = (l: { uri: string; range: { start: { line: number; character: number } } }) =>
  `${l.uri.slice(ROOT.length + 1)}:${l.range.start.line}:${l.range.start.character}`;

describe('definition', () => {
  it('leads from a use to each environment that includes the file', async () => {
    const at = atCursor({ 'a.recpolicy.json': '{ "name": "{{pa|y}}" }', ...FILES });
    expect((await definitionAt(at.ctx, at.offset, at.read))!.locations.map(line)).toEqual([
      'recpolicy.config.json:3:29',
    ]);
    const inProd = atCursor({ 'p/a.recpolicy.json': '{ "name": "{{pa|y}}" }', ...FILES });
    expect((await definitionAt(inProd.ctx, inProd.offset, inProd.read))!.locations).toHaveLength(2);
  });
  it('leads from a policy test to policy and environment', async () => {
    const policy = atCursor({
      ...FILES,
      'u.recpolicy-test.json': '{ "tests": [{ "expect": { "policy": "Q|" } }] }',
      'q.recpolicy.json': '{ "name": "q" }',
    });
    expect((await definitionAt(policy.ctx, policy.offset, policy.read))!.locations.map(line)).toEqual([
      'q.recpolicy.json:0:10',
    ]);
    const env = atCursor({ ...FILES, 'u.recpolicy-test.json': '{ "environment": "te|st" }' });
    expect((await definitionAt(env.ctx, env.offset, env.read))!.locations.map(line)).toEqual([
      'recpolicy.config.json:3:4',
    ]);
  });
  it('finds nothing where there is nothing', async () => {
    const at = atCursor({ 'a.recpolicy.json': '{ "name": "{{no|ne}}" }' });
    expect(await definitionAt(at.ctx, at.offset, at.read)).toBeUndefined();
  });
});

describe('references', () => {
  it('of a variable are found in files that are not open, comments aside', async () => {
    const at = atCursor({
      ...FILES,
      'recpolicy.config.json': CONFIG.replace('"other"', '"other"').replace('"pay": "G-2"', '"p|ay": "G-2"'),
    });
    expect((await referencesAt(at.ctx, at.offset, false, at.read))!.map(line)).toEqual([
      'p/b.recpolicy.json:0:13',
      'p/b.recpolicy.json:0:26',
      't.recpolicy-test.json:0:39',
    ]);
    expect(await referencesAt(at.ctx, at.offset, true, at.read)).toHaveLength(5);
    expect(await referencesAt(at.ctx, at.offset, true, at.read, () => true)).toBeUndefined();
  });
  it('follow an edit and a deletion of the file', async () => {
    const at = atCursor({ ...FILES, 'a.recpolicy.json': '{ "name": "{{oth|er}}" }' });
    expect(await referencesAt(at.ctx, at.offset, false, at.read)).toHaveLength(2);
    at.workspace.put(`${ROOT}/p/b.recpolicy.json`, '{}');
    expect(await referencesAt(at.ctx, at.offset, false, at.read)).toHaveLength(1);
    at.workspace.remove(`${ROOT}/a.recpolicy.json`);
    expect(await referencesAt(at.ctx, at.offset, false, at.read)).toHaveLength(0);
  });
  it('of a target are the policies on it, winner first', async () => {
    const policy = (priority: number) =>
      `{ "name": "n${priority}", "enabled": true, "priority": ${priority}, "targets": [{ "type": "GROUP", "id": "g|" }] }`;
    const at = atCursor({ 'a.recpolicy.json': policy(5), 'b.recpolicy.json': policy(1).replace('|', '') });
    expect((await referencesAt(at.ctx, at.offset, true, at.read))!.map((l) => l.uri.slice(-16))).toEqual([
      'b.recpolicy.json',
      'a.recpolicy.json',
    ]);
  });
  it('are highlighted in the document', () => {
    const at = atCursor({ 'a.recpolicy.json': '{ "name": "{{a|}} {{b}} {{ a }}" }' });
    expect(highlightsAt(at.ctx, at.offset)).toHaveLength(2);
  });
});

describe('rename', () => {
  it('offers the name alone', () => {
    const at = atCursor({ ...FILES, 'a.recpolicy.json': '{ "name": "{{ pa|y }}" }' });
    expect(prepareRename(at.ctx, at.offset)).toEqual({
      range: { start: { line: 0, character: 14 }, end: { line: 0, character: 17 } },
      placeholder: 'pay',
    });
    const none = atCursor({ 'a.recpolicy.json': '{ "na|me": "x" }' });
    expect(prepareRename(none.ctx, none.offset)).toBeUndefined();
  });

  it.each(['', '1a', 'a b', 'a}}', 'ä', 'other'])('to %j is refused', async (name) => {
    const at = atCursor({ ...FILES, 'a.recpolicy.json': '{ "name": "{{pa|y}}" }' });
    expect(await renameAt(at.ctx, at.offset, name, at.read)).toHaveProperty('refused');
  });

  it('is refused as a whole when a file cannot be read', async () => {
    const at = atCursor({ ...FILES, 'a.recpolicy.json': '{ "name": "{{pa|y}}" }' });
    const read = async (uri: string) => (uri.includes('/p/b') ? undefined : at.read(uri));
    expect(await renameAt(at.ctx, at.offset, 'fresh', read)).toMatchObject({
      refused: expect.stringContaining('b.recpolicy.json'),
    });
  });

  const names = fc.constantFrom('pay', 'a', 'b_c', 'x.y', 'toString', '__proto__', 'constructor');
  const text = fc.array(
    fc.oneof(
      names.map((n) => `{{${n}}}`),
      names.map((n) => `{{ ${n} }}`),
      fc.constantFrom('', ' ', '{{', '}}', '"', '\\', 'é😀'),
    ),
    { maxLength: 6 },
  );
  it('keeps the resolved text of every string in every file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 5 }),
        fc.uniqueArray(names, { minLength: 1, maxLength: 4 }),
        async (strings, defined) => {
          const variables = Object.fromEntries(defined.map((n, i) => [n, `value-${i}`]));
          const texts = new Map<string, string>();
          texts.set(
            `${ROOT}/recpolicy.config.json`,
            `{ "environments": { "e": { "variables": ${JSON.stringify(variables)} } } }`,
          );
          for (const [i, parts] of strings.entries())
            texts.set(
              `${ROOT}/f${i}.recpolicy.json`,
              `// {{${defined[0]}}}\n{ "name": ${JSON.stringify(parts.join(''))}, "description": "{{${defined[0]}}}" }`,
            );
          const workspace = new Workspace([ROOT], testServices());
          for (const [uri, t] of texts) workspace.put(uri, t);
          const uri = `${ROOT}/f0.recpolicy.json`;
          const ctx = contextOf(workspace, uri, texts.get(uri)!);
          const offset = texts.get(uri)!.lastIndexOf(`{{${defined[0]}}}`) + 2;
          const result = await renameAt(ctx, offset, 'new_name', async (u) => texts.get(u));
          if (result === undefined || !('changes' in result)) throw new Error('not renamed');
          const meaning = (all: Map<string, string>) => {
            const config = JSON.parse(all.get(`${ROOT}/recpolicy.config.json`)!);
            const environment = new Environment('e', config.environments.e);
            return [...all]
              .filter(([u]) => !u.endsWith('config.json'))
              .map(([u, t]) => {
                const value = new CoreDocument(u, '', 'policy', t).root!.value as Record<string, string>;
                return [
                  resolveVariables(value['name']!, environment.variables),
                  resolveVariables(value['description']!, environment.variables),
                ];
              });
          };
          const renamed = new Map(
            [...texts].map(([u, t]) => {
              const kind = u.endsWith('config.json') ? 'config' : 'policy';
              return [u, applyTextEdits(new CoreDocument(u, '', kind, t), result.changes[u] ?? [])];
            }),
          );
          expect(meaning(renamed)).toEqual(meaning(texts));
          expect(renamed.get(uri)).toContain('"{{new_name}}"');
        },
      ),
      { numRuns: 150 },
    );
  });
});
