import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { policy, type Rig, rig } from './kit';

const FILE = 'policies/payments.recpolicy.json';
const NAME = 'Payments_Terminal_Recording';

function git(r: Rig, ...args: string[]): void {
  const who = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  execFileSync('git', ['-C', r.root, ...who, ...args], { stdio: 'pipe' });
}

/** A repository whose policy was deployed and tagged; the runner keeps no state. */
async function tagged(): Promise<Rig> {
  const r = await rig();
  await r.write(FILE, policy());
  await r.write('.gitignore', '.recpolicy\n');
  git(r, 'init', '--quiet');
  git(r, 'add', '.');
  git(r, 'commit', '--quiet', '-m', 'first');
  git(r, 'tag', 'deployed');
  expect((await r.run('deploy -e dev --yes')).code).toBe(0);
  await forgetState(r);
  return r;
}

const forgetState = (r: Rig) => rm(join(r.root, '.recpolicy'), { recursive: true, force: true });

describe('--since: the files at a Git reference are the last common base', () => {
  it('leaves what changed in the org alone, and merges other fields', async () => {
    const r = await tagged();
    r.org.updatePolicy(NAME, { retentionDays: 200 });
    expect((await r.run('deploy -e dev --yes')).code).toBe(3);
    expect(await r.run('deploy -e dev --yes --since deployed')).toMatchObject({ code: 0 });
    expect(r.org.policy(NAME).retentionDays).toBe(200);
    await forgetState(r);
    await r.write(FILE, policy({ priority: 210 }));
    expect((await r.run('plan -e dev --since deployed')).code).toBe(2);
    expect((await r.run('deploy -e dev --yes --since deployed')).code).toBe(0);
    expect(r.org.policy(NAME)).toMatchObject({ retentionDays: 200, priority: 210 });
  });

  it('calls the same field changed on both sides a conflict', async () => {
    const r = await tagged();
    r.org.updatePolicy(NAME, { retentionDays: 200 });
    await r.write(FILE, policy({ retentionDays: 100 }));
    const ran = await r.run('deploy -e dev --yes --since deployed');
    expect(ran.code).toBe(3);
    expect(ran.out).toContain('was 90, here 100, in the org 200');
    expect(r.org.policy(NAME).retentionDays).toBe(200);
  });

  it('knows a renamed policy again', async () => {
    const r = await tagged();
    await r.write(FILE, policy({ name: 'Terminals_Recording' }));
    const id = r.org.policy(NAME).id;
    expect((await r.run('deploy -e dev --yes --since deployed')).code).toBe(0);
    expect(r.org.policies().map((p) => [p.id, p.name])).toEqual([[id, 'Terminals_Recording']]);
  });

  it('does not create anew what was deleted in the org', async () => {
    const r = await tagged();
    r.org.deletePolicy(NAME);
    const ran = await r.run('deploy -e dev --yes --since deployed');
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/Deleted in the org: the files at deployed have it/);
    expect(r.org.policies()).toEqual([]);
  });

  it.each([
    ['no commit', 'nowhere'],
    ['an option', '--output=pwned'],
    ['a file', `HEAD:${FILE}`],
    ['a command', '$(touch pwned)'],
    ['nothing', ''],
  ])('stops at %s, and runs nothing', async (_, reference) => {
    const r = await tagged();
    const ran = await r.run(['deploy', '-e', 'dev', '--yes=', `--since=${reference}`]);
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/Git knows no commit/);
    expect(() => execFileSync('ls', [join(r.root, 'pwned')], { stdio: 'pipe' })).toThrow();
  });

  it('reads the commit as it is stored: no filter, hook or watcher of the repository runs', async () => {
    const r = await tagged();
    for (const key of ['filter.x.smudge', 'filter.x.clean', 'diff.x.textconv', 'core.fsmonitor'])
      git(r, 'config', key, `touch ${join(r.root, 'pwned')}; cat`);
    await r.write('.gitattributes', '*.json filter=x diff=x\n');
    expect((await r.run('plan -e dev --since deployed')).code).toBe(0);
    expect(() => execFileSync('ls', [join(r.root, 'pwned')], { stdio: 'pipe' })).toThrow();
  });
});
