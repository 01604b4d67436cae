import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskSource } from '../org/project-files';
import type { OrgTerminal } from '../org/terminal';
import { runProgram } from '../program';
import { fileIdentity } from './files';

const POLICY = JSON.stringify({
  name: 'Desk_Agent_Recording',
  enabled: true,
  recordingType: 'SCREEN',
  targets: [{ type: 'GROUP', id: 'g1' }],
  retentionDays: 90,
  priority: 100,
  evaluationMode: 'STRICT',
});

let base: string;
let root: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'recpolicy-members-')));
  root = join(base, 'project');
  write('recpolicy.config.json', '{}');
  write('policies/a.recpolicy.json', POLICY);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function write(path: string, text = POLICY): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function link(path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path));
}

async function run(args: readonly string[], cwd = root): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const terminal = {
    cwd: fileIdentity(cwd),
    env: {},
    version: '0',
    interactive: false,
    stdout: { isTTY: false },
    stderr: { isTTY: false },
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  } as unknown as OrgTerminal;
  return { code: await runProgram(args, terminal), out, err };
}

interface Reported {
  readonly files: number;
  readonly diagnostics: readonly { readonly file: string; readonly code: string; readonly message: string }[];
}
const validated = async (...args: string[]): Promise<Reported> =>
  JSON.parse((await run(['validate', ...args, '--format', 'json'])).out) as Reported;
const deployed = async () => (await new DiskSource(root).documents()).map((d) => d.path);

describe('what is part of a project', () => {
  it.each([
    ['a folder that Git ignores', '.gitignore', 'dist/\nbackup/\n', 'backup/a.recpolicy.json'],
    ['a folder whose name begins with a dot', '.gitignore', '', '.history/policies/a.recpolicy.json'],
    ['node_modules', '.gitignore', '', 'node_modules/x/a.recpolicy.json'],
    ['what a .gitignore below ignores', 'copies/.gitignore', '*\n!keep*\n', 'copies/a.recpolicy.json'],
    [
      'what the configuration ignores',
      'recpolicy.config.json',
      '{ "ignore": ["drafts"] }',
      'drafts/a.recpolicy.json',
    ],
  ])('leaves out %s', async (_, file, text, copy) => {
    write(file, text);
    write(copy);
    expect(await validated()).toMatchObject({ files: 2, diagnostics: [] });
    if (file !== 'recpolicy.config.json')
      expect(await deployed()).toEqual(['policies/a.recpolicy.json', 'recpolicy.config.json']);
  });

  it('leaves out what .git/info/exclude and a .gitignore above the project ignore', async () => {
    execFileSync('git', ['init', '-q', base]);
    writeFileSync(join(base, '.git', 'info', 'exclude'), 'mine/\n');
    writeFileSync(join(base, '.gitignore'), '/project/old/\n');
    write('mine/a.recpolicy.json');
    write('old/a.recpolicy.json');
    expect(await validated()).toMatchObject({ files: 2, diagnostics: [] });
  });

  it('keeps in what a negated pattern takes back', async () => {
    write('.gitignore', 'copies/*\n!copies/keep.recpolicy.json\n');
    write('copies/keep.recpolicy.json');
    write('copies/other.recpolicy.json');
    const { files, diagnostics } = await validated();
    expect(files).toBe(3);
    expect(diagnostics.map((d) => d.file)).toContain('copies/keep.recpolicy.json');
  });

  it('lets no configuration count that an outer one ignores', async () => {
    write('recpolicy.config.json', '{ "ignore": ["drafts/**"] }');
    write('drafts/recpolicy.config.json', '{ "nonsense": 1 }');
    expect(await validated()).toMatchObject({ files: 2, diagnostics: [] });
  });

  it('says so of what was named and is none', async () => {
    write('.gitignore', 'dist/\n');
    write('dist/a.recpolicy.json');
    const { code, err } = await run(['validate', 'dist/a.recpolicy.json', 'policies']);
    expect(code).toBe(0);
    expect(err).toContain('dist/a.recpolicy.json is no part of the project, so it was not checked.');
    expect((await run(['validate', 'dist/a.recpolicy.json'])).code).toBe(2);
  });

  it('skips what is no document in a list of files, and says so', async () => {
    write('README.md', '#');
    const { code, err, out } = await run(['validate', 'README.md', 'policies/a.recpolicy.json']);
    expect(code).toBe(0);
    expect(err).toContain('README.md is no recording document, so it was not checked.');
    expect(out).toContain('1 file');
    expect((await run(['validate', 'README.md'])).code).toBe(2);
  });

  it('warns of patterns of a .gitignore that are too many', async () => {
    write('.gitignore', `dist\n${'*a*b*c*d*\n'.repeat(2000)}`);
    const { diagnostics } = await validated();
    expect(diagnostics).toMatchObject([{ file: '.gitignore' }]);
  });
});

describe.skipIf(process.platform === 'win32')('links', () => {
  it('within the project are the file they lead to', async () => {
    link('alias.recpolicy.json', 'policies/a.recpolicy.json');
    link('more/second.recpolicy.json', '../policies/a.recpolicy.json');
    expect(await validated()).toMatchObject({ files: 2, diagnostics: [] });
    expect(await deployed()).toEqual(['policies/a.recpolicy.json', 'recpolicy.config.json']);
  });

  it('are checked as the file they lead to where they are named', async () => {
    write('policies/a.recpolicy.json', POLICY.replace('90', '900'));
    link('alias.recpolicy.json', 'policies/a.recpolicy.json');
    link('linked', 'policies');
    const of = async (path: string) => (await validated(path)).diagnostics.map((d) => d.file);
    const own = await of('policies/a.recpolicy.json');
    expect(own).toEqual(['policies/a.recpolicy.json']);
    expect(await of('alias.recpolicy.json')).toEqual(own);
    expect(await of('linked/a.recpolicy.json')).toEqual(own);
    expect(await of('linked')).toEqual(own);
  });

  it('to one file that is no document by its name are one document', async () => {
    write('data/shared.json', POLICY);
    rmSync(join(root, 'policies'), { recursive: true });
    link('policies/b.recpolicy.json', '../data/shared.json');
    link('policies/c.recpolicy.json', '../data/shared.json');
    expect(await validated()).toMatchObject({ files: 2, diagnostics: [] });
  });

  const secret = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMyJ9abcdefgh';

  it.each([
    ['out of the project', '../../outside/secret'],
    ['into .git', '../.git/config'],
    ['to what Git ignores', '../.env'],
    ['into node_modules', '../node_modules/x.json'],
    ['to a device', '/dev/zero'],
  ])('that lead %s are neither read nor written, and named once', async (_, target) => {
    for (const file of ['../outside/secret', '.git/config', '.env', 'node_modules/x.json'])
      write(file, `{ "id": 1, ${secret} }`);
    write('.gitignore', '.env\n');
    link('policies/t.recpolicy.json', target);
    const { diagnostics } = await validated();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ file: 'policies/t.recpolicy.json' });
    expect(JSON.stringify(diagnostics)).not.toContain(secret.slice(0, 13));
    const fixed = await run(['fix']);
    expect(fixed.err).toContain('policies/t.recpolicy.json is a link');
    expect(fixed.out).not.toContain('t.recpolicy.json');
    expect(readFileSync(join(base, 'outside', 'secret'), 'utf8')).toBe(`{ "id": 1, ${secret} }`);
    await expect(deployed()).rejects.toMatchObject({ message: expect.stringContaining('t.recpolicy.json') });
  });

  it('that lead out of the project are not written by fix', async () => {
    const text = POLICY.replace('{', '{"id":"1","version":2,');
    write('../outside.json', text);
    link('p.recpolicy.json', '../outside.json');
    write('q.recpolicy.json', text.replace('Desk', 'Front').replace('g1', 'g2'));
    await run(['fix']);
    expect(readFileSync(join(base, 'outside.json'), 'utf8')).toBe(text);
    expect(readFileSync(join(root, 'q.recpolicy.json'), 'utf8')).not.toContain('version');
  });

  it('to a configuration outside choose no org', async () => {
    rmSync(join(root, 'recpolicy.config.json'));
    write('../outside.json', '{ "environments": { "prod": {} } }');
    link('recpolicy.config.json', '../outside.json');
    await expect(new DiskSource(root).config()).rejects.toThrow(/recpolicy.config.json/);
  });
});

describe.runIf(process.platform === 'linux')('a file whose name is not UTF-8', () => {
  it('is said to be that', async () => {
    const name = Buffer.concat([
      Buffer.from(`${root}/`),
      Buffer.from([0x66, 0xff]),
      Buffer.from('.recpolicy.json'),
    ]);
    writeFileSync(name, POLICY);
    const { diagnostics } = await validated();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.message).toMatch(/not UTF-8/);
  });
});
