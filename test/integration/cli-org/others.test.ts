import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { group, policy, rig } from './kit';

const NAME = 'Payments_Terminal_Recording';

describe('recpolicy retire', () => {
  it('disables, does not delete while a session is active, and goes on next time', async () => {
    const r = await rig();
    r.org.createPolicy(policy());
    r.org.startSession(NAME);
    const first = await r.run(`retire ${NAME} -e dev --yes --poll 0s`);
    expect(first.code).toBe(1);
    expect(first.out).toMatch(/still has 1 active session.*It was not deleted.*Run retire again/);
    expect(r.org.policy(NAME).enabled).toBe(false);
    expect((await r.run('status -e dev')).out).toMatch(/retiring \(1\)/);
    r.org.endSessions();
    expect((await r.run(`retire --yes ${NAME} -e dev --poll 0`)).code).toBe(0);
    expect(r.org.policies()).toEqual([]);
  });

  it('needs a confirmation, by name where protected', async () => {
    const r = await rig();
    const prod = r.emulator.orgs[1]!;
    prod.createPolicy(policy());
    expect((await r.run(`retire ${NAME} -e prod --yes`)).code).toBe(1);
    expect((await r.run(`retire ${NAME} -e prod`, { answers: ['y'] })).code).toBe(1);
    expect(prod.writes.filter((w) => w.action !== 'create')).toEqual([]);
    expect((await r.run(`retire ${NAME} -e prod`, { answers: ['prod'] })).code).toBe(0);
  });
});

describe('recpolicy orphans', () => {
  it('lists all, or those with a known conversation', async () => {
    const r = await rig({ data: 'demo' });
    const all = JSON.parse((await r.run('orphans list -e dev --format json')).out).recordings;
    const known = JSON.parse(
      (await r.run('orphans list -e dev --known-conversation --format json')).out,
    ).recordings;
    expect(all.length).toBeGreaterThan(known.length);
    expect(known.length).toBeGreaterThan(0);
    expect((await r.run('orphans list -e dev')).out).toContain(`${all.length} orphaned recordings.`);
  });

  it('downloads into a folder under names of its own, and overwrites nothing', async () => {
    const r = await rig({ data: 'demo' });
    const [first] = JSON.parse((await r.run('orphans list -e dev --format json')).out).recordings;
    const ran = await r.run(`orphans download ${first.id} -e dev --out media/`);
    expect(ran.code).toBe(0);
    expect(await readdir(`${r.root}/media`)).toEqual([`${first.id}.wav`]);
    const file = await stat(`${r.root}/media/${first.id}.wav`);
    expect(file.size).toBe(first.mediaSizeBytes);
    if (process.platform !== 'win32') expect(file.mode & 0o777).toBe(0o600);
    const again = await r.run(`orphans download ${first.id} -e dev --out media/`);
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/exists already/);
    expect((await r.run(`orphans download ${first.id} -e dev --out one.wav`)).code).toBe(0);
    expect(existsSync(`${r.root}/one.wav`)).toBe(true);
  });

  it('attaches and deletes only what was confirmed', async () => {
    const r = await rig({ data: 'demo' });
    const orphans = JSON.parse((await r.run('orphans list -e dev --format json')).out).recordings;
    const [a, b, c] = orphans.map((o: { id: string }) => o.id);
    expect((await r.run(`orphans delete ${a} -e dev`)).code).toBe(1);
    expect(r.writes()).toEqual([]);
    const attach = `orphans attach ${a} -e dev --conversation 22222222-aaaa-4bbb-8ccc-000000000009`;
    const backwards = await r.run(`${attach} --archive-date 2090-02-01 --delete-date 2090-01-01 --yes`);
    expect(backwards).toMatchObject({ code: 1, err: expect.stringContaining('not after the archive date') });
    expect((await r.run(`${attach} --archive-date 2090-01-01 --delete-date 2090-02-01 --yes`)).code).toBe(0);
    expect((await r.run(`orphans delete --yes ${b} ${c} -e dev`)).code).toBe(0);
    const left = JSON.parse((await r.run('orphans list -e dev --format json')).out).recordings;
    expect(left).toHaveLength(orphans.length - 3);
  });
});

describe('recpolicy audit export', () => {
  const EXPORT =
    'audit export -e dev --from 2026-09-01 --to 2026-10-01 --out trail.ndjson --mask ipAddress,userAgent';
  const records = async (r: { read(path: string): Promise<string> }) =>
    (await r.read('trail.ndjson'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('goes on after an interruption, with no record lost or doubled, and masks', async () => {
    const r = await rig({ data: 'demo' });
    const whole = r.org.dump().audit.length;
    r.org.addFaults({
      match: { operation: 'listAuditLogs' },
      nth: 4,
      times: 'always',
      do: { kind: 'status', status: 400 },
    });
    const broken = await r.run(EXPORT);
    expect(broken.code).toBe(1);
    const before = await records(r);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(whole);
    r.org.clearFaults();
    expect((await r.run(EXPORT)).code).toBe(0);
    const after = await records(r);
    const ids = after.map((x) => x.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(1000);
    expect(
      after.every(
        (x) => x.ipAddress === '[masked]' && x.userAgent === '[masked]' && x.correlationId !== '[masked]',
      ),
    ).toBe(true);
    const again = await r.run(EXPORT);
    expect(again.out).toMatch(/\(0 added by this run\)/);
  });
});

describe('what was fetched of the org', () => {
  it('serves validate and explain offline, with its age', async () => {
    const r = await rig();
    const file = 'policies/payments.recpolicy.json';
    await r.write(file, policy({ targets: [{ type: 'GROUP', id: '99999999-aaaa-4bbb-8ccc-000000000001' }] }));
    r.org.createPolicy(policy({ name: 'Theirs_Only_Recording', priority: 100 }));
    expect((await r.run('validate --env dev')).code).toBe(0);
    expect((await r.run(`explain ${group.id} -e dev`)).out).toMatch(/nothing is known of the org/);
    expect((await r.run('facts -e dev')).code).toBe(0);
    await r.emulator.stop();
    const validated = await r.run('validate --env dev --format json');
    expect(validated.code).toBe(1);
    expect(JSON.parse(validated.out).diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'unknown-target',
        file,
        message: expect.stringMatching(/as read at 20\d\d-/),
      }),
    );
    const explained = await r.run(`explain ${group.id} -e dev`);
    expect(explained.out).toMatch(
      /Theirs_Only_Recording applies[\s\S]*only in the org[\s\S]*less than a minute old/,
    );
    expect((await r.run('validate --env prod')).code).toBe(0);
  });
});
