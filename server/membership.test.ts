import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeFiles } from './node/files';
import { TestClient } from './testing/client';
import { policy } from './testing/policies';

const CREATED = 1;
const CHANGED = 2;

let base: string;
let root: string;
let uri: string;
let client: TestClient | undefined;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'recpolicy-server-')));
  root = join(base, 'project');
  uri = pathToFileURL(root).href;
  write('recpolicy.config.json', '{}');
  write('policies/a.recpolicy.json');
});
afterEach(() => {
  client?.dispose();
  rmSync(base, { recursive: true, force: true });
});

function write(path: string, text = policy()): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function start(initializationOptions: unknown = {}): Promise<TestClient> {
  client = await TestClient.start({
    files: new NodeFiles(),
    initializationOptions,
    initialize: { workspaceFolders: [{ uri, name: 'project' }] },
  });
  // Asked when the folders have been read.
  await summary();
  return client;
}
const summary = () => client!.request<{ files: number; error: number }>('recpolicy/validateProject', null);
const happened = (path: string, type: number) =>
  client!.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `${uri}/${path}`, type }] });

async function eventually(files: number): Promise<void> {
  const end = Date.now() + 8_000;
  for (let now = await summary(); now.files !== files; now = await summary())
    if (Date.now() > end) expect(now.files).toBe(files);
}

describe('the files of a project in the server', () => {
  it('are those that neither Git nor a name leaves out', async () => {
    write('.gitignore', 'dist/\n');
    for (const copy of ['dist/a', '.history/a', 'node_modules/a']) write(`${copy}.recpolicy.json`);
    await start();
    expect(await summary()).toMatchObject({ files: 2, error: 0 });
    for (const copy of ['dist/b', '.history/b']) {
      write(`${copy}.recpolicy.json`);
      await happened(`${copy}.recpolicy.json`, CREATED);
    }
    expect(await summary()).toMatchObject({ files: 2, error: 0 });
  });

  it('follow a .gitignore that changes', async () => {
    write('backup/a.recpolicy.json');
    await start();
    expect(await summary()).toMatchObject({ files: 3 });
    write('.gitignore', 'backup/\n');
    await happened('.gitignore', CREATED);
    await eventually(2);
    expect((await summary()).error).toBe(0);
    write('.gitignore', '');
    await happened('.gitignore', CHANGED);
    await eventually(3);
  });

  it('follow `ignore` as it is typed', async () => {
    write('drafts/a.recpolicy.json');
    const c = await start();
    expect(await summary()).toMatchObject({ files: 3 });
    await c.open(`${uri}/recpolicy.config.json`, '{ "ignore": ["drafts"] }');
    await eventually(2);
    expect((await summary()).error).toBe(0);
    await c.change(`${uri}/recpolicy.config.json`, '{}', 2);
    await eventually(3);
  });

  it('say so where one is opened that is none, and do not mix it in', async () => {
    write('.gitignore', 'dist/\n');
    write('dist/a.recpolicy.json');
    const c = await start();
    const copy = `${uri}/dist/a.recpolicy.json`;
    await c.open(copy, policy());
    const [only, ...others] = await c.version(copy, 1);
    expect(others).toEqual([]);
    expect(only?.message).toContain('no part of the project');
    expect(c.codes(`${uri}/policies/a.recpolicy.json`)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('links in the server', () => {
  it('are the file they lead to, opened, told of or found', async () => {
    symlinkSync('policies/a.recpolicy.json', join(root, 'alias.recpolicy.json'));
    symlinkSync('policies', join(root, 'linked'));
    const c = await start();
    expect(await summary()).toMatchObject({ files: 2, error: 0 });
    await happened('alias.recpolicy.json', CREATED);
    await happened('linked', CREATED);
    for (const name of ['alias.recpolicy.json', 'linked/a.recpolicy.json']) {
      await c.open(`${uri}/${name}`, policy());
      await c.version(`${uri}/${name}`, 1);
      expect(await summary()).toMatchObject({ files: 2, error: 0 });
      await c.close(`${uri}/${name}`);
    }
    expect(await summary()).toMatchObject({ files: 2, error: 0 });
  });

  it('that lead out of the project are not read, and named', async () => {
    write('../secret', 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMyJ9');
    symlinkSync('../../secret', join(root, 'policies/t.recpolicy.json'));
    const c = await start();
    const name = `${uri}/policies/t.recpolicy.json`;
    await c.until(() => c.diagnosticsOf(name) !== undefined);
    expect(c.diagnosticsOf(name)).toHaveLength(1);
    expect(c.diagnosticsOf(name)?.[0]?.message).toContain('leads out of the project');
    await c.open(name, policy({ name: 'Other_Team_Recording' }));
    expect((await c.version(name, 1)).map((d) => d.message).join()).toContain('no part of the project');
  });
});

describe('patterns of a workspace', () => {
  it.each([
    ['files.exclude', { exclude: [`**/*${'a*'.repeat(24)}c.recpolicy.json`, '**/(a+)+$'] }, []],
    ['include', {}, [`**/*${'a*'.repeat(24)}c.recpolicy.json`]],
  ])('do not keep the server busy: %s', async (_, options, include) => {
    const { environments } = { environments: { prod: include.length === 0 ? {} : { include } } };
    write('recpolicy.config.json', JSON.stringify({ environments }));
    write(`policies/${'a'.repeat(46)}/${'a'.repeat(40)}b.recpolicy.json`);
    const begin = performance.now();
    await start(options);
    await client!.request('workspace/symbol', { query: '' });
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});
