import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { group, otherGroup, policy, rig, YES } from './kit';

const FILE = 'policies/payments.recpolicy.json';

describe('pull', () => {
  it('writes files for policies that have none, with variables, and is stable', async () => {
    const r = await rig({ environment: { variables: { payments_group: group.id } } });
    r.org.createPolicy(policy());
    const result = await r.engine.pull('test');
    expect(result).toMatchObject({
      exitCode: 0,
      items: [{ outcome: 'created', file: 'policies/Payments_Terminal_Recording.recpolicy.json' }],
    });
    expect(await r.project.read('policies/Payments_Terminal_Recording.recpolicy.json')).toContain(
      '"{{payments_group}}"',
    );
    expect((await r.engine.plan('test')).changes.map((c) => c.action)).toEqual(['none']);
    expect((await r.engine.pull('test')).items[0]!.outcome).toBe('unchanged');
    expect(r.writes()).toEqual([]);
  });

  it('keeps comments, key order, unknown members, variables and the targets that stay', async () => {
    const r = await rig({ environment: { variables: { g: group.id, h: otherGroup.id } } });
    const text = [
      '{',
      '  // top',
      '  "priority": 200, /* band */',
      '  "name": "Payments_Terminal_Recording",',
      '  "x-team": "fraud",',
      '  "enabled": true, "recordingType": "SCREEN",',
      '  "targets": [',
      '    { "type": "GROUP", "id": "{{g}}" }, // payments',
      '    { "id": "s1", "type": "SKILL" } // skill',
      '  ],',
      '  "retentionDays": 90, // three months',
      '  "evaluationMode": "STRICT"',
      '}',
      '',
    ].join('\r\n');
    await r.project.write(FILE, text);
    expect((await r.engine.deploy('test', { approval: YES })).exitCode).toBe(0);
    r.org.updatePolicy('Payments_Terminal_Recording', {
      retentionDays: 120,
      targets: [
        { type: 'GROUP', id: otherGroup.id },
        { type: 'GROUP', id: group.id },
      ],
    });
    expect((await r.engine.pull('test')).items[0]).toMatchObject({ outcome: 'updated' });
    const after = await r.project.read(FILE);
    for (const kept of [
      '// top',
      '/* band */',
      '"x-team": "fraud"',
      '{ "type": "GROUP", "id": "{{g}}" }',
      '// payments',
      '// skill',
      '120, // three months',
      '"{{h}}"',
    ]) {
      expect(after).toContain(kept);
    }
    expect(after).not.toContain('s1');
    expect(after.split('\r\n').length).toBeGreaterThan(10);
    expect((await r.engine.plan('test')).changes[0]!.action).toBe('none');
  });

  it('keeps local edits: merges other fields, leaves the file on a clash', async () => {
    const r = await rig();
    await r.project.write(FILE, policy());
    await r.engine.deploy('test', { approval: YES });
    await r.project.write(FILE, policy({ retentionDays: 100 }));
    r.org.updatePolicy('Payments_Terminal_Recording', { description: 'theirs' });
    expect((await r.engine.pull('test')).items[0]!.outcome).toBe('merged');
    expect(JSON.parse(await r.project.read(FILE))).toMatchObject({
      retentionDays: 100,
      description: 'theirs',
    });
    expect((await r.engine.plan('test')).changes[0]).toMatchObject({
      action: 'update',
      fields: [{ path: '/retentionDays', from: 90, to: 100 }],
    });
    r.org.updatePolicy('Payments_Terminal_Recording', { retentionDays: 5 });
    const before = await r.project.read(FILE);
    expect(await r.engine.pull('test')).toMatchObject({ exitCode: 3, items: [{ outcome: 'conflict' }] });
    expect(await r.project.read(FILE)).toBe(before);
    r.project.unsaved.add(FILE);
  });

  it('does not write to a file with unsaved changes', async () => {
    const r = await rig();
    await r.project.write(FILE, policy());
    await r.engine.deploy('test', { approval: YES });
    r.org.updatePolicy('Payments_Terminal_Recording', { retentionDays: 5 });
    r.project.unsaved.add(FILE);
    const before = await r.project.read(FILE);
    expect((await r.engine.pull('test')).exitCode).toBe(3);
    expect(await r.project.read(FILE)).toBe(before);
  });

  it('makes harmless file names of whatever the org calls its policies', async () => {
    const r = await rig();
    const names = [
      '../../evil',
      '..',
      'C:x',
      'CON',
      'con',
      'a\u0000b',
      'x'.repeat(300),
      '\u202egnp.exe',
      'Same',
      'same',
      '/etc/passwd',
      '日本',
      '.hidden',
      'nul.txt',
      'a\\b',
      '$(touch x)',
      '😀',
    ];
    for (const [i, name] of names.entries()) {
      r.org.createPolicy(policy({ name, targets: [{ type: 'SKILL', id: `s${i}` }] }));
    }
    const outside = await readdir(resolve(r.root, '..'));
    const result = await r.engine.pull('test');
    expect(result.items.filter((i) => i.outcome === 'created')).toHaveLength(names.length);
    const files = await readdir(join(r.root, 'policies'));
    expect(new Set(files.map((f) => f.toLowerCase())).size).toBe(names.length);
    for (const f of files)
      expect(f).toMatch(/^(?!(con|nul)\.)[A-Za-z0-9][A-Za-z0-9_-]{0,100}\.recpolicy\.json$/);
    expect(
      (await readdir(resolve(r.root, '..'))).filter(
        (f) => !outside.includes(f) && !f.startsWith('recpolicy-'),
      ),
    ).toEqual([]);
    expect((await r.engine.plan('test')).changes.filter((c) => c.action !== 'none')).toEqual([]);
  });

  it('writes through no link and overwrites no file it does not know', async () => {
    const r = await rig();
    r.org.createPolicy(policy());
    const elsewhere = join(r.root, 'elsewhere.txt');
    await writeFile(elsewhere, 'precious');
    await mkdir(join(r.root, 'policies'));
    await symlink(elsewhere, join(r.root, 'policies/Payments_Terminal_Recording.recpolicy.json'));
    r.project.files = async () => [];
    expect((await r.engine.pull('test')).items[0]!.file).toMatch(/Recording-[0-9a-f]{8}\.recpolicy\.json$/);
    expect(await readFile(elsewhere, 'utf8')).toBe('precious');
  });

  it.each(['../out', '/tmp', 'a/../../b', 'C:\\x'])('refuses to pull into %s', async (folder) => {
    const r = await rig();
    r.org.createPolicy(policy());
    r.project.pullFolder = folder;
    await expect(r.engine.pull('test')).rejects.toThrow(/leads out of the project/);
  });

  it.each(['.recpolicy', '.recpolicy/state', '.recpolicy/state/test'])(
    'keeps its state nowhere else, though %s is a link out of the project',
    async (link) => {
      const r = await rig();
      r.org.createPolicy(policy());
      const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
      await mkdir(join(r.root, link, '..'), { recursive: true });
      await symlink(elsewhere, join(r.root, link));
      await expect(r.engine.pull('test')).rejects.toThrow(/leads out of the project.*Replace the link/);
      await expect(r.engine.refreshFacts('test')).rejects.toThrow(/leads out of the project/);
      expect(await readdir(elsewhere)).toEqual([]);
      expect(r.org.log).toEqual([]);
      await rm(elsewhere, { recursive: true });
    },
  );

  it('refuses a folder that links out of the project', async () => {
    const r = await rig();
    r.org.createPolicy(policy());
    await symlink(resolve(r.root, '..'), join(r.root, 'policies'));
    r.project.files = async () => [];
    await expect(r.engine.pull('test')).rejects.toThrow(/leads out of the project/);
  });

  it('keeps the file of a policy that is gone, and deploys it anew only when told', async () => {
    const r = await rig();
    await r.project.write(FILE, policy());
    await r.engine.deploy('test', { approval: YES });
    r.org.deletePolicy('Payments_Terminal_Recording');
    expect((await r.engine.pull('test')).items[0]!.outcome).toBe('gone');
    expect(await r.engine.deploy('test', { approval: YES })).toMatchObject({
      exitCode: 1,
      items: [{ outcome: 'blocked' }],
    });
    expect(r.org.policies()).toEqual([]);
  });

  it('says where each policy stands', async () => {
    const r = await rig();
    const skill = (id: string) => ({ targets: [{ type: 'SKILL' as const, id }] });
    for (const name of ['Same', 'Here', 'There', 'Both', 'Clash', 'Off'])
      await r.project.write(
        `${name}.recpolicy.json`,
        policy({ name, ...skill(name), enabled: name !== 'Off' }),
      );
    await r.engine.deploy('test', { approval: YES });
    await r.project.write(
      'Here.recpolicy.json',
      policy({ name: 'Here', ...skill('Here'), retentionDays: 1 }),
    );
    await r.project.write(
      'Both.recpolicy.json',
      policy({ name: 'Both', ...skill('Both'), retentionDays: 1 }),
    );
    await r.project.write(
      'Clash.recpolicy.json',
      policy({ name: 'Clash', ...skill('Clash'), retentionDays: 1 }),
    );
    await r.project.write('New.recpolicy.json', policy({ name: 'New', ...skill('New') }));
    r.org.updatePolicy('There', { retentionDays: 2 });
    r.org.updatePolicy('Both', { description: 'theirs' });
    r.org.updatePolicy('Clash', { retentionDays: 2 });
    r.org.createPolicy(policy({ name: 'Foreign', ...skill('F') }));
    const status = await r.engine.status('test');
    expect(Object.fromEntries(status.items.map((i) => [i.name, i.state]))).toEqual({
      Same: 'in-sync',
      Here: 'changed-here',
      There: 'changed-in-org',
      Both: 'changed-both',
      Clash: 'changed-both',
      Off: 'in-sync',
      New: 'only-here',
      Foreign: 'only-in-org',
    });
    expect(status.items.find((i) => i.name === 'Off')!.disabled).toBe(true);
    expect(status).toMatchObject({ exitCode: 3 });
    const sides = await r.engine.compare('test', 'Clash.recpolicy.json');
    expect(JSON.parse(sides.orgText!).retentionDays).toBe(2);
    expect(JSON.parse(sides.baseText!).retentionDays).toBe(90);
    await r.engine.markMerged('test', 'Clash.recpolicy.json', { id: sides.id!, etag: sides.etag });
    await r.engine.deploy('test', { approval: YES });
    expect(r.org.policy('Clash').retentionDays).toBe(1);
  });
});

describe('what is known of the org', () => {
  const namesOf = async (r: Awaited<ReturnType<typeof rig>>) =>
    (await r.engine.cachedFacts('test'))?.remoteOnly?.value.map((p) => p.name);

  it('holds what a pull has just written: the policy is not one that only the org has', async () => {
    const r = await rig({ environment: { variables: { payments_group: group.id } } });
    r.org.createPolicy(policy());
    await r.engine.refreshFacts('test');
    expect(await namesOf(r)).toEqual(['Payments_Terminal_Recording']);
    await r.engine.pull('test');
    expect(await namesOf(r)).toEqual([]);
  });

  it('holds what was retired: nothing of a policy without a file is left', async () => {
    const r = await rig({});
    r.org.createPolicy(policy());
    await r.engine.refreshFacts('test');
    const request = { name: 'Payments_Terminal_Recording', approval: YES, pollSeconds: 0 };
    expect((await r.engine.retire('test', request)).outcome).toBe('deleted');
    expect(await namesOf(r)).toEqual([]);
  });
});
