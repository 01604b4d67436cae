import { expect, it } from 'vitest';
import { CoreDocument } from '../../document/document';
import { PolicyFacts } from '../../index/policy-facts';
import { Project } from '../../index/project';
import { ROOT } from '../../testing/check';
import { atCursor } from '../../testing/cursor';
import { rank } from './fuzzy';
import { workspaceSymbols } from './workspace-symbols';

const FILES = {
  'recpolicy.config.json': '{ "environments": { "prod": { "variables": { "pay_group": "1" } } } }',
  'a.recpolicy.json': '{ "name": "Repay_Recording" }',
  'b.recpolicy.json': '{ "name": "Payments_Recording" }',
  'c.recpolicy.json': '{ "name": "Popular_Away_Year" }',
};

it('finds policies, environments and variables, best first', async () => {
  const { workspace, read } = atCursor(FILES);
  const found = async (query: string) =>
    (await workspaceSymbols(workspace.allProjects(), query, read))!.map(
      (s) => `${s.name} in ${s.containerName}`,
    );
  expect(await found('Pay')).toEqual([
    'pay_group in prod',
    'Payments_Recording in b.recpolicy.json',
    'Repay_Recording in a.recpolicy.json',
    'Popular_Away_Year in c.recpolicy.json',
  ]);
  expect((await found('PROD'))[0]).toBe('prod in recpolicy.config.json');
  expect(await found('zzz')).toEqual([]);
  expect(await found('')).toHaveLength(5);
  expect(await workspaceSymbols(workspace.allProjects(), '', read, () => true)).toBeUndefined();
});

it.each([
  ['Abc', 'ab', 0],
  ['xAbc', 'ab', 1],
  ['a_b', 'ab', 2],
  ['a_b', 'a b', 2],
  ['ba', 'ab', undefined],
])('ranks %j for %j as %s', (name, query, wanted) => {
  expect(rank(name, query)).toBe(wanted);
});

it('is cut in a project of 10,000', async () => {
  const project = new Project(ROOT);
  for (let i = 0; i < 10_000; i++) {
    const path = `p${i}.recpolicy.json`;
    project.putFacts(
      new PolicyFacts(new CoreDocument(`${ROOT}/${path}`, path, 'policy', `{ "name": "Policy_${i}" }`)),
    );
  }
  const all = await workspaceSymbols([project], 'policy', async () => undefined);
  expect(all).toHaveLength(200);
  expect(
    (await workspaceSymbols([project], 'policy_9999', async () => undefined))!.map((s) => s.name),
  ).toEqual(['Policy_9999']);
});
