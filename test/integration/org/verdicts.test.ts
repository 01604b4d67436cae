import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Plan } from '../../../org/commands/plan/plan';
import { group, otherGroup, policy, type Rig, rig, YES } from './kit';

const NAMES = ['A', 'B', 'C'];
const EMPTY = { id: '11111111-aaaa-4bbb-8ccc-000000000003', name: 'Seasonal', members: [] };
const MISSING = '11111111-aaaa-4bbb-8ccc-000000000004';
const MINIMUM = 30;

const content = fc.record({
  target: fc.constantFrom(group.id, group.id, otherGroup.id, EMPTY.id, MISSING),
  priority: fc.constantFrom(100, 101, 102),
  retentionDays: fc.constantFrom(90, 60, 10),
  enabled: fc.boolean(),
});
type Content = typeof content extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), name: fc.constantFrom(...NAMES), content }),
  fc.record({ kind: fc.constant('file' as const), name: fc.constantFrom(...NAMES), content }),
  fc.record({ kind: fc.constant('org' as const), name: fc.constantFrom(...NAMES), content }),
  fc.record({ kind: fc.constant('remove-file' as const), name: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constant('delete-in-org' as const), name: fc.constantFrom(...NAMES) }),
  fc.record({ kind: fc.constant('lose-state' as const) }),
  fc.record({ kind: fc.constant('deploy' as const), adopt: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const bodyOf = (name: string, { target, ...rest }: Content) =>
  policy({ name, ...rest, targets: [{ type: 'GROUP', id: target }] });

async function play(r: Rig, s: Step): Promise<void> {
  const has = 'name' in s && r.org.policies().some((p) => p.name === s.name);
  if (s.kind === 'file') await r.project.write(`${s.name}.recpolicy.json`, bodyOf(s.name, s.content));
  else if (s.kind === 'remove-file') await rm(join(r.root, `${s.name}.recpolicy.json`), { force: true });
  else if (s.kind === 'lose-state') await rm(join(r.root, '.recpolicy'), { recursive: true, force: true });
  else if (s.kind === 'deploy')
    await r.engine.deploy('test', { approval: YES, adopt: s.adopt, groupWait: { seconds: 0 } });
  else if (s.kind === 'delete-in-org') {
    if (has) r.org.deletePolicy(s.name);
  } else if (has) r.org.updatePolicy(s.name, bodyOf(s.name, s.content));
  else r.org.createPolicy(bodyOf(s.name, s.content));
}

/** What a deploy must say of each item, by what the plan says. */
function expected(plan: Plan): string[] {
  const stopped = plan.changes.some((c) => c.blockers.some((b) => b.stops === 'deploy'));
  return plan.changes.flatMap((c) => {
    if (c.action === 'create' || c.action === 'update')
      return [`${c.name}: ${stopped || plan.blockers.length > 0 ? 'not-tried' : 'done'}`];
    if (c.action !== 'conflict' && c.action !== 'blocked') return [];
    return [`${c.name}: ${c.action}: ${c.reason}`];
  });
}

it('the verdict of a plan is that of the deploy after it, item by item', { timeout: 200_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), fc.boolean(), async (history, adopt) => {
      const r = await rig();
      r.org.putGroup(EMPTY);
      r.org.setMinimumRetention(MINIMUM);
      for (const s of history) await play(r, s);
      const plan = await r.engine.plan('test', { adopt });
      const before = r.writes().length;
      const result = await r.engine.deploy('test', { approval: YES, adopt, groupWait: { seconds: 0 } });
      const said = result.items
        .filter((i) => i.name !== 'test')
        .map((i) =>
          i.outcome === 'done' || i.outcome === 'not-tried'
            ? `${i.name}: ${i.outcome}`
            : `${i.name}: ${i.outcome}: ${i.message}`,
        );
      expect(said.sort()).toEqual(expected(plan).sort());
      if (!said.some((s) => s.endsWith(': done'))) expect(r.writes()).toHaveLength(before);
      await r.emulator.stop();
    }),
    { numRuns: Number(process.env['VERDICTS'] ?? 25), interruptAfterTimeLimit: 150_000 },
  );
});
