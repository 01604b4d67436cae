import { describe, expect, it } from 'vitest';
import { group, otherGroup, policy, rig } from './kit';

const FILE = 'policies/payments.recpolicy.json';
const sameTargets = { targets: [{ type: 'GROUP' as const, id: otherGroup.id }] };

describe('recpolicy plan', () => {
  it('ends with 2 for changes and 0 for none, and writes nothing', async () => {
    const r = await rig();
    await r.write(FILE, policy());
    expect((await r.run('plan -e dev')).code).toBe(2);
    expect((await r.run('plan --env dev')).code).toBe(2);
    expect((await r.run('plan --env=dev')).code).toBe(2);
    r.org.createPolicy(policy());
    const nothing = await r.run('plan -e dev');
    expect(nothing).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing to do in dev (127.0.0.1'),
    });
    expect(r.writes()).toEqual([]);
  });

  it('prints JSON exactly as specified, and nothing else on stdout', async () => {
    const r = await rig();
    await r.write(FILE, policy({ name: 'A_New_Recording', ...sameTargets }));
    await r.write('policies/b.recpolicy.json', policy({ name: 'B_Old_Recording', retentionDays: 90 }));
    await r.write('recording-settings.json', { maxSimultaneousStreams: 10 });
    const id = r.org.createPolicy(policy({ name: 'B_Old_Recording', retentionDays: 30 })).id;
    const only = r.org.createPolicy(
      policy({ name: 'C_Theirs_Recording', targets: [{ type: 'SKILL', id: 's' }] }),
    );
    const ran = await r.run('plan -e dev --adopt --format json');
    expect(ran.code).toBe(2);
    const json = JSON.parse(ran.out);
    expect(Object.keys(json)).toEqual(['version', 'environment', 'lowersProtection', 'lowered', 'changes']);
    expect(json).toMatchObject({ version: 1, environment: 'dev' });
    const by = (name: string) => json.changes.find((c: { name: string }) => c.name === name);
    expect(by('A_New_Recording')).toMatchObject({ action: 'create', kind: 'policy', file: FILE });
    expect(by('A_New_Recording')).not.toHaveProperty('id');
    expect(by('B_Old_Recording')).toEqual({
      action: 'update',
      kind: 'policy',
      name: 'B_Old_Recording',
      file: 'policies/b.recpolicy.json',
      id,
      fields: [{ path: '/retentionDays', from: 30, to: 90, lowersProtection: false }],
      reason: expect.any(String),
    });
    expect(by('C_Theirs_Recording')).toMatchObject({ action: 'remote-only', id: only.id, fields: [] });
    expect(by('recording settings')).toMatchObject({
      action: 'update',
      kind: 'recording-settings',
      file: 'recording-settings.json',
    });
  });

  it('shows what, field by field, in which org, with names for ids', async () => {
    const r = await rig();
    await r.write(
      FILE,
      policy({ retentionDays: 120, targets: [{ type: 'GROUP', id: '{{payments_group}}' }] }),
    );
    r.org.createPolicy(policy(sameTargets));
    const { out } = await r.run('plan -e dev --adopt');
    expect(out).toContain(`update   Payments_Terminal_Recording  ${FILE}`);
    expect(out).toMatch(/retentionDays {2}90 → 120/);
    expect(out).toContain(`- GROUP ${otherGroup.id}`);
    expect(out).toContain(`+ GROUP ${group.id} ({{payments_group}})`);
    expect(out).toMatch(/Plan for dev \(127\.0\.0\.1:\d+\): 1 to update\. Lowers protection: 1\.\n$/);
  });

  it('prints a comment for a pull request in which no name is markup', async () => {
    const r = await rig();
    await r.write(FILE, policy({ description: 'a | b `c` <img src=x> @team' }));
    r.org.createPolicy(policy({ name: '[x](javascript:1) | @all', targets: [{ type: 'SKILL', id: 's' }] }));
    const { out } = await r.run('plan -e dev --format markdown');
    expect(out).toContain('### Recording policies: plan for `dev`');
    expect(out).toContain('| `` "a \\| b `c` <img src=x> @team" `` |');
    expect(out).toContain('`[x](javascript:1) \\| @all`');
    for (const line of out.split('\n').filter((l) => l.startsWith('|'))) {
      expect(line.replaceAll('\\|', '').match(/\|/g)?.length).toBe(3);
    }
  });

  it('ends with 1 where something cannot be deployed, and says which file, line and why', async () => {
    const r = await rig();
    await r.write(FILE, policy({ targets: [] }));
    const blocked = await r.run('plan -e dev');
    expect(blocked.code).toBe(1);
    expect(blocked.out).toMatch(/blocked.*Payments_Terminal_Recording/);
    const deploy = await r.run('deploy -e dev --yes');
    expect(deploy.code).toBe(1);
    expect(deploy.out).toContain(`${FILE}:5`);
    expect(r.writes()).toEqual([]);
  });

  it('takes only the files of the environment, and not those of a project below', async () => {
    const r = await rig();
    await r.configure({}, { include: ['policies/**'] });
    await r.write(FILE, policy());
    await r.write('other/x.recpolicy.json', policy({ name: 'Other_Folder_Recording' }));
    await r.write('policies/nested/recpolicy.config.json', {});
    await r.write('policies/nested/y.recpolicy.json', policy({ name: 'Nested_Project_Recording' }));
    const json = JSON.parse((await r.run('plan -e dev --format json')).out);
    expect(json.changes.map((c: { file: string }) => c.file)).toEqual([FILE]);
  });

  it('costs the list pages and nothing else where nothing changed', async () => {
    const r = await rig();
    for (let i = 0; i < 250; i++) {
      const p = policy({ name: `P${i}_Many_Recording`, targets: [{ type: 'SKILL', id: `s${i}` }] });
      r.org.createPolicy(p);
      await r.write(`policies/p${i}.recpolicy.json`, p);
    }
    expect(await r.run('plan -e dev')).toMatchObject({
      code: 0,
      out: expect.stringContaining('250 in sync'),
    });
    const requests = r.org.log.map((q) => `${q.method} ${q.path}`);
    expect(requests).toEqual([
      'POST /api/v2/oauth/token',
      ...Array(3).fill('GET /api/v2/wem/screenrecording/policies'),
    ]);
  });

  it('finds the project from a folder inside it', async () => {
    const r = await rig();
    await r.write(FILE, policy());
    expect((await r.run('plan -e dev', { cwd: `${r.root}/policies` })).code).toBe(2);
  });

  it('shows names of the org without what would move a cursor', async () => {
    const r = await rig();
    r.org.createPolicy(
      policy({ name: 'evil\u001b[2J\u202ename\r\nx', targets: [{ type: 'SKILL', id: 's' }] }),
    );
    const { out, code } = await r.run('plan -e dev');
    expect(code).toBe(0);
    expect(out).toContain('evil');
  });
});
