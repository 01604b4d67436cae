import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NodeFiles } from '../../../server/node/files';
import { TestClient } from '../../../server/testing/client';

const SECRET = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMyJ9CANARY';
/**
 * No file of the repository is worth more than this, in milliseconds, beside what starting takes on a busy
 * machine.
 */
const PATIENCE = 20_000;

const POLICY = {
  name: 'Desk_Agent_Recording',
  enabled: true,
  recordingType: 'SCREEN',
  targets: [{ type: 'GROUP', id: 'g1' }],
  retentionDays: 90,
  priority: 100,
  evaluationMode: 'STRICT',
};

let base: string;
let root: string;
let cli: string;

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A repository as somebody would make it who wishes harm to whoever checks it out. */
beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'recpolicy-hostile-')));
  root = join(base, 'repository');
  cli = join(base, 'cli.js');
  const stars = `**/*${'a*'.repeat(24)}c.recpolicy.json`;
  const include = [stars, '**/(a+)+$', '**/((a|a)+)+z.recpolicy.json', `${'{a,aa}*'.repeat(7)}c`];
  write(
    'recpolicy.config.json',
    JSON.stringify({ environments: { prod: { include } }, ignore: [stars, `${'a'.repeat(300)}`] }),
  );
  write('.gitignore', `.env\ndist/\n${`${'*a'.repeat(40)}*b\n`.repeat(3000)}`);
  write('.env', `{ ${SECRET} }`);
  write('../outside/secret', SECRET);
  write('../outside/policy.json', JSON.stringify({ ...POLICY, id: '1', version: 2 }));
  write('policies/fine.recpolicy.json', JSON.stringify(POLICY));
  write('dist/copy.recpolicy.json', JSON.stringify(POLICY));
  write('.history/copy.recpolicy.json', JSON.stringify(POLICY));
  write(`policies/${'a'.repeat(46)}/${'a'.repeat(40)}b.recpolicy.json`, '{}');
  write('.cache/recpolicy/mask-verdicts.json', '"planted"');
  const links = {
    'alias.recpolicy.json': 'policies/fine.recpolicy.json',
    'secret.recpolicy.json': '../outside/secret',
    'written.recpolicy.json': '../outside/policy.json',
    'env.recpolicy.json': '.env',
    'passwd.recpolicy.json': '/etc/passwd',
    'endless.recpolicy.json': '/dev/zero',
    'environ.psr.json': '/proc/self/environ',
    'circle.recpolicy.json': 'circle.recpolicy.json',
    round: '.',
    above: '..',
  };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, name));
  await build({
    entryPoints: ['cli/main.ts'],
    outfile: cli,
    bundle: true,
    platform: 'node',
    conditions: ['node', 'browser'],
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: unknown; text: string; killed: boolean }> {
  const env = { PATH: process.env['PATH'], HOME: base, XDG_CACHE_HOME: join(root, '.cache'), CANARY: SECRET };
  return new Promise((resolve) =>
    execFile(
      process.execPath,
      [cli, ...args],
      { cwd: root, env, timeout: PATIENCE, maxBuffer: 1e8 },
      (error, out, err) =>
        resolve({ code: error?.code ?? 0, text: out + err, killed: error?.killed === true }),
    ),
  );
}

function files(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

describe.skipIf(process.platform === 'win32')('a hostile repository', () => {
  it.each([
    ['validate'],
    ['validate', '--format', 'json'],
    ['validate', '--format', 'github'],
    ['validate', '--format', 'sarif'],
    ['validate', '--format', 'junit'],
    ['validate', 'above', 'round', 'secret.recpolicy.json'],
    ['fix', '--dry-run'],
    ['test'],
    ['explain', 'GROUP:g1', '-e', 'prod'],
    ['fix'],
  ])('gets nothing out of the command line: %s %s %s', async (...args) => {
    const outside = files(join(base, 'outside'));
    const { code, text, killed } = await run(...args);
    expect({ killed, code }).toEqual({ killed: false, code: expect.any(Number) });
    expect(text).not.toContain(SECRET.slice(0, 13));
    expect(text).not.toMatch(/root:|should not have happened|\n {4}at /);
    expect(files(join(base, 'outside'))).toEqual(outside);
    expect(files(join(root, '.cache/recpolicy'))).toEqual({ 'mask-verdicts.json': '"planted"' });
  });

  it('has its links and patterns named, each once', async () => {
    const { diagnostics } = JSON.parse((await run('validate', '--format', 'json')).text) as {
      diagnostics: { file: string; message: string }[];
    };
    const of = (file: string) => diagnostics.filter((d) => d.file === file).map((d) => d.message);
    for (const name of ['secret', 'written', 'env', 'passwd', 'endless']) {
      expect(of(`${name}.recpolicy.json`)).toHaveLength(1);
      expect(of(`${name}.recpolicy.json`)[0]).toContain('leads out of the project');
    }
    expect(of('circle.recpolicy.json')).toHaveLength(1);
    expect(of('alias.recpolicy.json')).toEqual([]);
    expect(of('.gitignore')).toHaveLength(1);
    expect(of('recpolicy.config.json').join()).toContain('over 256 characters');
  });

  it('neither keeps the server busy nor gets anything out of it', async () => {
    const uri = pathToFileURL(root).href;
    const client = await TestClient.start({
      files: new NodeFiles(),
      initializationOptions: { exclude: [`**/*${'a*'.repeat(24)}c`, '**/(a+)+$', `${'{a,b}'.repeat(9)}`] },
      initialize: { workspaceFolders: [{ uri, name: 'repository' }] },
    });
    try {
      const begin = performance.now();
      await client.request('recpolicy/validateProject', null);
      expect(await client.request('recpolicy/ping', null)).toBeNull();
      expect(performance.now() - begin).toBeLessThan(PATIENCE);
      const secret = `${uri}/secret.recpolicy.json`;
      await client.until(() => client.diagnosticsOf(secret) !== undefined);
      expect(client.diagnosticsOf(secret)?.[0]?.message).toContain('leads out of the project');
      expect(JSON.stringify([client.published, client.logged])).not.toContain(SECRET.slice(0, 13));
      expect(client.diagnosticsOf(`${uri}/dist/copy.recpolicy.json`)).toBeUndefined();
      expect(client.diagnosticsOf(`${uri}/.history/copy.recpolicy.json`)).toBeUndefined();
    } finally {
      client.dispose();
    }
  });
});
