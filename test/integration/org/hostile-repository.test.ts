import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeUserState } from '../../../org/adapters/node/user-state';
import type { CallOptions, OrgEngine } from '../../../org/engine';
import { digest } from '../../../org/model/digest';
import { OrgError } from '../../../org/transport/errors/org-error';
import { policy, type Rig, rig, YES } from './kit';

const FILE = 'policies/payments.recpolicy.json';
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder outside of the project. */
async function elsewhere(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'elsewhere-'));
  folders.push(folder);
  return folder;
}

async function deployed(): Promise<Rig> {
  const r = await rig();
  await r.project.write(FILE, policy());
  await r.engine.deploy('test', { approval: YES });
  return r;
}

/** A journal that would have a file of known content replaced. */
function journal(r: Rig, file: string, before: string) {
  const intent = {
    op: 'replace',
    name: 'Payments_Terminal_Recording',
    id: r.org.policies()[0]?.id ?? 'gone',
    file,
    fileHash: digest(before),
    fileText: `${before}# written by a repository\n`,
    payload: policy(),
    before: null,
    at: '2026-11-01T00:00:00Z',
  };
  return { version: 1, intent };
}

const COMMANDS: Readonly<Record<string, (engine: OrgEngine, call: CallOptions) => Promise<unknown>>> = {
  pull: (engine, call) => engine.pull('test', call),
  deploy: (engine, call) => engine.deploy('test', { approval: YES, ...call }),
  retire: (engine, call) =>
    engine.retire('test', { name: 'Payments_Terminal_Recording', approval: YES, pollSeconds: 0, ...call }),
  undo: (engine, call) => engine.undoLastDeploy('test', YES, call),
};

describe('a repository that brings run state along', () => {
  it.each(Object.entries(COMMANDS))('is ignored by %s, which is said', async (_name, command) => {
    const r = await deployed();
    const outside = join(await elsewhere(), 'profile');
    await writeFile(outside, 'export A=1\n');
    const inside = join(r.root, '.git/config');
    await mkdir(dirname(inside));
    await writeFile(inside, '[core]\n');
    const victims = { '.git/config': '[core]\n', [relative(r.root, outside)]: 'export A=1\n' };
    await r.project.write('.recpolicy/run/test/lock.json', '{}');
    for (const [file, text] of Object.entries(victims)) {
      await r.project.write('.recpolicy/run/test/journal.json', journal(r, file, text));
      const notices: string[] = [];
      await command(r.again(), {
        onEvent: (e) => void (e.type === 'notice' && notices.push(e.message)),
      }).catch(
        // What was undone or retired by the first round has nothing left for the second.
        (error: unknown) => expect(error).toBeInstanceOf(OrgError),
      );
      expect(notices.join('\n')).toMatch(/\.recpolicy\/run of the project is ignored/);
    }
    expect(await readFile(outside, 'utf8')).toBe('export A=1\n');
    expect(await readFile(inside, 'utf8')).toBe('[core]\n');
  });

  it('finds nothing there of what it did itself', async () => {
    const r = await deployed();
    await expect(stat(join(r.root, '.recpolicy/run'))).rejects.toMatchObject({ code: 'ENOENT' });
    await r.project.write('.recpolicy/run/test/facts.json', { version: 1 });
    expect(await r.engine.cachedFacts('test')).toBeUndefined();
    expect((await r.engine.lastDeploy('test'))?.items).toHaveLength(1);
  });

  it('cannot have a place in itself named for it', async () => {
    const r = await rig();
    r.state.problem = nodeUserState({ XDG_STATE_HOME: join(r.root, '.state') }).problem;
    await expect(r.engine.plan('test')).rejects.toThrow(/lies in the repository itself/);
    expect(r.org.log).toEqual([]);
  });
});

describe('what this machine keeps', () => {
  it.skipIf(process.getuid === undefined)('is for the user alone', async () => {
    const r = await deployed();
    await r.engine.refreshFacts('test');
    const run = await r.run();
    const names = await run.names();
    expect(names).toEqual(expect.arrayContaining(['facts.json', 'last-deploy.ndjson']));
    for (const name of names) expect((await stat(run.path(name))).mode & 0o777, name).toBe(0o600);
    for (let at = run.folder; at.length >= r.state.folder.length; at = dirname(at))
      expect((await stat(at)).mode & 0o777, at).toBe(0o700);
  });

  it('is another for another checkout and another org, and the same through a link', async () => {
    const r = await deployed();
    const link = join(await elsewhere(), 'link');
    await symlink(r.root, link);
    const of = async (root: string, environment: object) => {
      const { workplaceOf } = await import('../../../org/state/workplace');
      const options = { fs: r.state.fs, state: r.state, project: { root } };
      return (await workplaceOf({ ...options, environment: { name: 'test', ...environment } })).run.folder;
    };
    const own = await of(r.root, { orgDomain: 'acme' });
    expect(await of(link, { orgDomain: 'ACME' })).toBe(own);
    const others = [
      await of(await elsewhere(), { orgDomain: 'acme' }),
      await of(r.root, { orgDomain: 'other' }),
      await of(r.root, { name: 'prod', orgDomain: 'acme' }),
      await of(r.root, { api: 'platform', region: 'mypurecloud.ie' }),
      await of(r.root, { apiBaseUrl: 'https://gateway.example/a' }),
      await of(r.root, { apiBaseUrl: 'https://gateway.example/b' }),
    ];
    expect(new Set([own, ...others]).size).toBe(others.length + 1);
  });

  it('has a place that can be written, or nothing is written anywhere; reading goes on', async () => {
    const r = await rig();
    await r.project.write(FILE, policy());
    await writeFile(dirname(r.state.folder).concat('/recpolicy'), 'not a folder');
    r.state.problem = () => undefined;
    await expect(r.engine.deploy('test', { approval: YES })).rejects.toThrow(
      /folder for locks and journals cannot be written .*XDG_STATE_HOME/,
    );
    expect(r.org.writes).toEqual([]);
    expect((await r.engine.plan('test')).changes).toHaveLength(1);
  });

  it.skipIf(process.getuid === undefined)('is not used where others can write', async () => {
    const r = await deployed();
    await chmod(r.state.folder, 0o770);
    await expect(r.engine.plan('test')).rejects.toThrow(/can be written by other users/);
    await rm(r.state.folder, { recursive: true });
    await writeFile(r.state.folder, '');
    await expect(r.engine.plan('test')).rejects.toThrow(/is not a folder/);
  });

  it('is used for documents of the project only, though the journal is our own', async () => {
    const r = await deployed();
    const outside = join(await elsewhere(), 'profile');
    await writeFile(outside, 'export A=1\n');
    await r.project.write('notes.json', 'export A=1\n');
    for (const file of [relative(r.root, outside), outside, 'notes.json', '.git/x.recpolicy.json']) {
      await (await r.run()).write('journal.json', journal(r, file, 'export A=1\n'));
      const notices: string[] = [];
      await r.engine.pull('test', { onEvent: (e) => void (e.type === 'notice' && notices.push(e.message)) });
      expect(notices.join('\n')).toContain(`${file} is no policy file of this environment any more`);
      expect(await r.engine.interrupted('test')).toBeUndefined();
    }
    expect(await readFile(outside, 'utf8')).toBe('export A=1\n');
    expect(await r.project.read('notes.json')).toBe('export A=1\n');
  });
});

describe('folders of other programs', () => {
  it.each([
    '.git',
    '.git/hooks',
    '.github/workflows',
    'a/.vscode',
    'node_modules',
    'Node_Modules/x',
    '.recpolicy/state',
  ])('are no place to pull into: %s', async (folder) => {
    const r = await rig();
    r.org.createPolicy(policy());
    r.project.pullFolder = folder;
    await expect(r.engine.pull('test')).rejects.toThrow(/belongs to other programs|not a document/);
    await expect(stat(join(r.root, folder))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('are not reached through a link either', async () => {
    const r = await rig();
    r.org.createPolicy(policy());
    await mkdir(join(r.root, '.git/hooks'), { recursive: true });
    await symlink('.git/hooks', join(r.root, 'policies'));
    await expect(r.engine.pull('test')).rejects.toThrow(/belongs to other programs/);
  });
});
