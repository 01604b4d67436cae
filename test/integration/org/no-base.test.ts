import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PolicyBody } from '../../../schemas/org-api';
import { policy, type Rig, rig, YES } from './kit';

const FILE = 'policies/payments.recpolicy.json';
const NAME = 'Payments_Terminal_Recording';

/** A project whose policy was deployed, then changed by somebody in the org; the state is gone. */
async function withoutState(change: Partial<PolicyBody>): Promise<Rig> {
  const r = await rig();
  await r.project.write(FILE, policy());
  await r.engine.deploy('test', { approval: YES });
  r.org.updatePolicy(NAME, change);
  await rm(join(r.root, '.recpolicy'), { recursive: true });
  return r;
}

describe('a policy of the org without a common base', () => {
  const changes: readonly [string, Partial<PolicyBody>][] = [
    ['retention', { retentionDays: 200 }],
    ['a description', { description: 'by somebody' }],
    ['masks', { complianceSettings: { maskSensitiveData: false } }],
    ['being switched off, as when it is being retired', { enabled: false }],
    ['targets', { targets: [{ type: 'SKILL', id: 's1' }] }],
  ];
  it.each(changes)('is a conflict for plan, deploy, status and pull alike: %s', async (_, change) => {
    const r = await withoutState(change);
    const before = r.org.policy(NAME);
    const writes = r.writes().length;
    expect((await r.engine.plan('test')).changes[0]).toMatchObject({
      action: 'conflict',
      neverDeployed: true,
    });
    expect(await r.engine.status('test')).toMatchObject({
      exitCode: 3,
      items: [{ state: 'never-deployed', conflict: true }],
    });
    expect(await r.engine.deploy('test', { approval: YES })).toMatchObject({
      exitCode: 3,
      items: [{ outcome: 'conflict' }],
    });
    expect(await r.engine.pull('test')).toMatchObject({ exitCode: 3, items: [{ outcome: 'conflict' }] });
    expect(r.org.policy(NAME)).toEqual(before);
    expect(r.writes()).toHaveLength(writes);
  });

  it('is replaced only by a deploy that adopts it, after which there is a base', async () => {
    const r = await withoutState({ retentionDays: 200 });
    const adopted = await r.engine.deploy('test', { approval: YES, adopt: true });
    expect(adopted).toMatchObject({ exitCode: 0, items: [{ outcome: 'done', action: 'update' }] });
    expect(r.org.policy(NAME).retentionDays).toBe(90);
    r.org.updatePolicy(NAME, { retentionDays: 300 });
    expect(await r.engine.deploy('test', { approval: YES, adopt: true })).toMatchObject({
      exitCode: 0,
      items: [],
    });
    expect(r.org.policy(NAME).retentionDays).toBe(300);
  });

  it('is taken as agreed where it is equal', async () => {
    const r = await withoutState({});
    expect(await r.engine.deploy('test', { approval: YES })).toMatchObject({ exitCode: 0, items: [] });
    r.org.updatePolicy(NAME, { retentionDays: 200 });
    expect(await r.engine.pull('test')).toMatchObject({ exitCode: 0, items: [{ outcome: 'updated' }] });
  });
});

describe('recording settings without a common base', () => {
  it('are a conflict where they differ, unless adopted', async () => {
    const r = await rig();
    const before = r.org.dump().settings.maxSimultaneousStreams ?? 0;
    await r.project.write('recording-settings.json', { maxSimultaneousStreams: before + 1 });
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(3);
    expect(r.org.dump().settings.maxSimultaneousStreams).toBe(before);
    expect((await r.engine.deploy('test', { approval: YES, adopt: true })).exitCode).toBe(0);
    expect(r.org.dump().settings.maxSimultaneousStreams).toBe(before + 1);
  });
});
