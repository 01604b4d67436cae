import { describe, expect, it } from 'vitest';
import { planExitCode, planJson } from '../../../org/commands/plan/plan';
import { group, otherGroup, policy, type Rig, rig, YES } from './kit';

const FILE = 'policies/payments.recpolicy.json';

/** The plan blocks, the deploy refuses, both in the same words. */
async function refused(r: Rig, seconds: number, why: RegExp): Promise<void> {
  const plan = await r.engine.plan('test');
  expect(planExitCode(plan)).toBe(1);
  const [change] = plan.changes;
  expect(change).toMatchObject({ action: 'blocked', reason: expect.stringMatching(why) });
  const result = await r.engine.deploy('test', { approval: YES, groupWait: { seconds } });
  expect(result).toMatchObject({ exitCode: 1, items: [{ outcome: 'blocked', message: change!.reason }] });
}

describe('deploy', () => {
  it('creates, and a second deploy sends no write', async () => {
    const r = await rig();
    await r.project.write(FILE, { $schema: 'x', ...policy() });
    const plan = await r.engine.plan('test');
    expect(planExitCode(plan)).toBe(2);
    expect(planJson(plan)).toMatchObject({
      version: 1,
      environment: 'test',
      changes: [{ action: 'create', kind: 'policy', file: FILE }],
    });
    expect(r.org.writes).toEqual([]);
    const first = await r.engine.deploy('test', { approval: YES });
    expect(first).toMatchObject({ exitCode: 0, items: [{ outcome: 'done' }] });
    expect(r.writes()).toHaveLength(1);
    expect(r.org.policies()[0]).toMatchObject(policy());
    const second = await r.engine.deploy('test', { approval: YES });
    expect(second.exitCode).toBe(0);
    expect(r.writes()).toHaveLength(1);
    expect(planExitCode(await r.engine.plan('test'))).toBe(0);
  });

  it('updates with the tag it read, field by field in the plan', async () => {
    const r = await rig();
    await r.project.write(FILE, policy());
    await r.engine.deploy('test', { approval: YES });
    await r.project.write(FILE, policy({ retentionDays: 120 }));
    const plan = await r.engine.plan('test');
    expect(plan.changes[0]).toMatchObject({
      action: 'update',
      fields: [{ path: '/retentionDays', from: 90, to: 120 }],
    });
    const etag = r.org.policies()[0]!.etag;
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()[1]).toMatchObject({ action: 'update', ifMatch: etag });
  });

  it('merges a change made between read and write, and brings it into the file with its comments', async () => {
    const r = await rig();
    const text = `{\n  // why it exists\n  ${JSON.stringify(policy()).slice(1, -1)} // the end\n}\n`;
    await r.project.write(FILE, text);
    await r.engine.deploy('test', { approval: YES });
    await r.project.write(FILE, text.replace('"retentionDays":90', '"retentionDays":100'));
    r.org.addFaults({
      match: { operation: 'replacePolicy' },
      do: { kind: 'second-editor', set: { description: 'theirs' } },
    });
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result.exitCode).toBe(0);
    expect(r.org.policies()[0]).toMatchObject({ description: 'theirs', retentionDays: 100 });
    const after = await r.project.read(FILE);
    expect(after).toContain('// why it exists');
    expect(after).toContain('// the end');
    expect(after).toContain('theirs');
    const before = r.writes().length;
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.writes()).toHaveLength(before);
  });

  it('leaves both sides as they are where both changed one field', async () => {
    const r = await rig();
    await r.project.write(FILE, policy());
    await r.engine.deploy('test', { approval: YES });
    await r.project.write(FILE, policy({ retentionDays: 100 }));
    r.org.addFaults({
      match: { operation: 'replacePolicy' },
      do: { kind: 'second-editor', set: { retentionDays: 110 } },
    });
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result).toMatchObject({ exitCode: 3, items: [{ outcome: 'conflict' }] });
    expect(result.items[0]!.message).toMatch(/retentionDays.*was 90, here 100, in the org 110/);
    expect(r.org.policies()[0]!.retentionDays).toBe(110);
    expect(await r.project.read(FILE)).toContain('"retentionDays": 100');
    expect((await r.engine.plan('test')).changes[0]!.action).toBe('conflict');
  });

  it('does not touch a remote change when the file is as deployed', async () => {
    const r = await rig();
    await r.project.write(FILE, policy());
    await r.engine.deploy('test', { approval: YES });
    r.org.updatePolicy('Payments_Terminal_Recording', { retentionDays: 300 });
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result.exitCode).toBe(0);
    expect(r.org.policies()[0]!.retentionDays).toBe(300);
  });

  it.each([['before'], ['after']] as const)(
    'creates once when the answer is lost %s the effect',
    async (when) => {
      const r = await rig();
      await r.project.write(FILE, policy());
      r.org.addFaults({ match: { operation: 'createPolicy' }, do: { kind: 'reset', when } });
      expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
      expect(r.org.policies()).toHaveLength(1);
      expect(r.writes()).toHaveLength(1);
      if (when === 'after') expect(r.requests().filter((q) => q.startsWith('POST'))).toHaveLength(1);
    },
  );

  it('swaps the priorities of two policies without a collision on the way', async () => {
    const r = await rig();
    await r.project.write('a.recpolicy.json', policy({ name: 'A', priority: 100 }));
    await r.project.write('b.recpolicy.json', policy({ name: 'B', priority: 200 }));
    await r.engine.deploy('test', { approval: YES });
    await r.project.write('a.recpolicy.json', policy({ name: 'A', priority: 200 }));
    await r.project.write('b.recpolicy.json', policy({ name: 'B', priority: 100 }));
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    const now = new Map<string, number>();
    for (const w of r.org.writes) {
      now.set(w.id, (w.after as { priority: number }).priority);
      expect(new Set(now.values()).size).toBe(now.size);
    }
    expect(r.org.policy('A').priority).toBe(200);
    expect((await r.engine.plan('test')).changes.map((c) => c.action)).toEqual(['none', 'none']);
  });

  it('stops before the first write when retention, groups or rules speak against it', async () => {
    const r = await rig();
    r.org.setMinimumRetention(365);
    await r.project.write(FILE, policy());
    await refused(r, 0, /keeps them 365 days/);
    r.org.setMinimumRetention(1);
    r.org.putGroup({ id: group.id, name: group.name, members: [] });
    await refused(r, 5, /"Payments" .*no active member/);
    expect(r.clock.slept).toEqual([]);
    r.org.deleteGroup(group.id);
    await refused(r, 0, /does not exist/);
    r.org.putGroup({ ...group });
    r.project.rules = (path) => [{ path, code: 'no-targets', severity: 'error', message: 'bad', line: 3 }];
    expect(await r.engine.deploy('test', { approval: YES })).toMatchObject({
      exitCode: 1,
      items: [{ outcome: 'blocked', line: 3 }],
    });
    expect(r.org.writes).toEqual([]);
  });

  it('waits for a group that synchronises late', async () => {
    const r = await rig();
    r.org.putGroup({ ...group, sync: { requests: 2 } });
    await r.project.write(FILE, policy());
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.clock.slept.filter((ms) => ms === 30_000)).toHaveLength(2);
  });

  it('refuses to collide with a policy that exists only in the org', async () => {
    const r = await rig();
    r.org.createPolicy(policy({ name: 'Theirs' }));
    await r.project.write(FILE, policy());
    const result = await r.engine.deploy('test', { approval: YES });
    expect(result.exitCode).toBe(1);
    expect(result.items[0]!.message).toContain('"Theirs", which exists only in the org');
    expect(r.writes()).toEqual([]);
  });

  it('names the scope that is missing before it writes', async () => {
    const r = await rig({ clientId: 'acme-no-policy-write' });
    await r.project.write(FILE, policy());
    await expect(r.engine.deploy('test', { approval: YES })).rejects.toThrow(/wem:policy:write/);
    expect(r.org.writes).toEqual([]);
  });

  it('writes nothing when not confirmed, nor when either side changed after the plan was shown', async () => {
    const r = await rig({ environment: { protected: true } });
    await r.project.write(FILE, policy());
    await expect(
      r.engine.deploy('test', { approval: { confirm: async () => ({ approved: false }) } }),
    ).rejects.toThrow(/not confirmed/);
    await expect(
      r.engine.deploy('test', { approval: { confirm: async () => ({ approved: true }) } }),
    ).rejects.toThrow(/protected/);
    const late = async () => {
      await r.project.write(FILE, policy({ retentionDays: 200 }));
      return { approved: true, typedName: 'test' };
    };
    await expect(r.engine.deploy('test', { approval: { confirm: late } })).rejects.toThrow(
      /changed since the plan was shown/,
    );
    expect(r.org.writes).toEqual([]);
  });

  it('undoes the last deploy unless somebody changed it since', async () => {
    const r = await rig();
    await r.project.write('a.recpolicy.json', policy({ name: 'A', priority: 100 }));
    await r.project.write(
      'b.recpolicy.json',
      policy({ name: 'B', targets: [{ type: 'GROUP', id: otherGroup.id }] }),
    );
    await r.engine.deploy('test', { approval: YES });
    await r.project.write('a.recpolicy.json', policy({ name: 'A', priority: 100, retentionDays: 10 }));
    await r.project.write(
      'b.recpolicy.json',
      policy({ name: 'B', targets: [{ type: 'GROUP', id: otherGroup.id }], retentionDays: 10 }),
    );
    await r.engine.deploy('test', { approval: YES });
    r.org.updatePolicy('B', { description: 'touched' });
    const undone = await r.engine.undoLastDeploy('test', YES);
    expect(undone.exitCode).toBe(3);
    expect(r.org.policy('A').retentionDays).toBe(90);
    expect(r.org.policy('B')).toMatchObject({ retentionDays: 10, description: 'touched' });
  });

  it('plans a thousand unchanged policies with the list pages and nothing else', async () => {
    const r = await rig();
    for (let i = 0; i < 1000; i++) {
      const p = policy({ name: `P${i}`, targets: [{ type: 'SKILL', id: `s${i}` }] });
      r.org.createPolicy(p);
      await r.project.write(`policies/p${i}.recpolicy.json`, p);
    }
    const plan = await r.engine.plan('test');
    expect(new Set(plan.changes.map((c) => c.action))).toEqual(new Set(['none']));
    expect(r.requests()).toEqual(Array(10).fill('GET /api/v2/wem/screenrecording/policies'));
  });

  it('chooses between several files of recording settings for nobody', async () => {
    const r = await rig();
    const files = ['b.recording-settings.json', 'recording-settings.json'];
    for (const [n, file] of files.entries()) await r.project.write(file, { recordingPlaybackUrlTtl: 10 + n });
    const plan = await r.engine.plan('test');
    expect(planExitCode(plan)).toBe(1);
    for (const [n, file] of files.entries())
      expect(plan.changes[n]).toMatchObject({
        file,
        action: 'blocked',
        reason: expect.stringContaining(files.join(', ')),
      });
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(1);
    expect(r.writes()).toEqual([]);
  });

  it('writes recording settings whole, and merges what others changed', async () => {
    const r = await rig();
    await r.project.write('recording-settings.json', {
      maxSimultaneousStreams: 150,
      recordingPlaybackUrlTtl: 10,
    });
    const plan = await r.engine.plan('test', { adopt: true });
    expect(plan.changes[0]).toMatchObject({ kind: 'recording-settings', action: 'update' });
    expect((await r.engine.deploy('test', { approval: YES, adopt: true })).exitCode).toBe(0);
    r.org.updateSettings({ recordingBatchDownloadUrlTtl: 5, recordingPlaybackUrlTtl: 20 });
    await r.project.write('recording-settings.json', {
      maxSimultaneousStreams: 160,
      recordingPlaybackUrlTtl: 10,
    });
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    expect(r.org.dump().settings).toMatchObject({
      maxSimultaneousStreams: 160,
      recordingPlaybackUrlTtl: 20,
      recordingBatchDownloadUrlTtl: 5,
    });
  });
});

describe('what the org refuses', () => {
  it('stands on the line of the file that it concerns', async () => {
    const r = await rig();
    await r.project.write('a.recpolicy.json', {
      ...policy({ name: 'A' }),
      targets: [{ type: 'TEAM', id: 'x' }],
    });
    const result = await r.engine.deploy('test', { approval: YES });
    const text = (await r.project.read('a.recpolicy.json')).split('\n');
    expect(text[result.items[0]!.line!]).toContain('TEAM');
    expect(result.items[0]!.message).toMatch(/targets.0.type.*"A" was not written/);
  });
});

describe('undo', () => {
  it('swaps priorities back without a collision on the way', async () => {
    const r = await rig();
    const write = async (a: number, b: number) => {
      await r.project.write('a.recpolicy.json', policy({ name: 'A', priority: a }));
      await r.project.write('b.recpolicy.json', policy({ name: 'B', priority: b }));
    };
    await write(100, 200);
    await r.engine.deploy('test', { approval: YES });
    await write(200, 100);
    await r.engine.deploy('test', { approval: YES });
    expect((await r.engine.undoLastDeploy('test', YES)).exitCode).toBe(0);
    const now = new Map<string, number>();
    for (const w of r.org.writes) {
      now.set(w.id, (w.after as { priority: number }).priority);
      expect(new Set(now.values()).size).toBe(now.size);
    }
    expect([r.org.policy('A').priority, r.org.policy('B').priority]).toEqual([100, 200]);
    expect((await r.engine.plan('test')).changes.map((c) => c.action)).toEqual(['update', 'update']);
    await expect(r.engine.undoLastDeploy('test', YES)).rejects.toThrow(/no deploy to undo/);
  });

  it('disables what the deploy created', async () => {
    const r = await rig();
    await r.project.write('a.recpolicy.json', policy({ name: 'A' }));
    await r.engine.deploy('test', { approval: YES });
    expect((await r.engine.undoLastDeploy('test', YES)).exitCode).toBe(0);
    expect(r.org.policy('A').enabled).toBe(false);
    expect(r.writes().map((w) => w.action)).toEqual(['create', 'update']);
  });
});
