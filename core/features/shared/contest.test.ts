import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cascadeOn } from '../../cascade/cascade';
import { Workspace } from '../../index/workspace';
import { ROOT, testServices } from '../../testing/check';
import { contextOf } from '../../testing/cursor';
import { codeLenses } from '../code-lens/code-lens';
import { inlayHints } from '../inlay-hints/inlay-hints';
import { contestForTarget } from './contest';

const policy = (name: string, priority: number, ids: readonly string[]) =>
  JSON.stringify({ name, enabled: true, priority, targets: ids.map((id) => ({ type: 'GROUP', id })) });

it('agrees with the cascade', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.subarray(['a', 'b'])), { maxLength: 6 }),
      (policies) => {
        const workspace = new Workspace([ROOT], testServices());
        for (const [i, [priority, ids]] of policies.entries())
          workspace.put(`${ROOT}/p${i}.recpolicy.json`, policy(`P${i}`, priority, ids));
        const index = workspace.projectOf(`${ROOT}/x.recpolicy.json`).environments[0]!;
        for (const key of ['GROUP:a', 'GROUP:b']) {
          const cascade = cascadeOn(index, [key]);
          const contest = contestForTarget(index, key, undefined);
          expect(contest.policies).toEqual(cascade.entries.map((e) => e.policy.facts));
          expect(contest.winner?.uri).toBe(cascade.winner?.policy.facts?.uri);
        }
      },
    ),
  );
});

it('keeps hints and lenses quick where thousands of policies share thousands of targets', () => {
  const workspace = new Workspace([ROOT], testServices());
  for (let i = 0; i < 2000; i++)
    workspace.put(`${ROOT}/p${i}.recpolicy.json`, policy(`P${i}`, i, ['all', `g${i}`]));
  const text = policy(
    'Mine',
    5000,
    Array.from({ length: 5000 }, (_, i) => (i % 2 === 0 ? 'all' : `g${i}`)),
  );
  const ctx = contextOf(workspace, `${ROOT}/mine.recpolicy.json`, text);
  expect(inlayHints(ctx, 0, 2000).length).toBeGreaterThan(0);
  expect(codeLenses(ctx)).toHaveLength(1);
});
