import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requireCompiled } from './compiled';

describe('a bundle that is started again', () => {
  let root: string;
  let program: string;
  let bundle: string;
  let folder: string;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'recpolicy-compiled-'));
    bundle = join(root, 'bundle.js');
    folder = join(root, 'kept');
    const loader = join(root, 'loader.cjs');
    await build({
      entryPoints: [fileURLToPath(new URL('./compiled.ts', import.meta.url))],
      outfile: loader,
      bundle: true,
      platform: 'node',
    });
    program = join(root, 'program.cjs');
    writeFileSync(
      program,
      `const { requireCompiled } = require(${JSON.stringify(loader)});
      const [bundle, folder] = process.argv.slice(2);
      console.log(JSON.stringify(requireCompiled(bundle, folder, process.env, null)));`,
    );
  });
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    says('one');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** Writes the bundle: texts of one length give bundles that V8 cannot tell apart. */
  const says = (text: string) => writeFileSync(bundle, `exports.says = ${JSON.stringify(text)};`);
  const start = (env: NodeJS.ProcessEnv = {}) =>
    JSON.parse(
      execFileSync(process.execPath, [program, bundle, folder], {
        encoding: 'utf8',
        env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '', ...env },
      }),
    ) as unknown;
  const kept = () => (existsSync(folder) ? readdirSync(folder) : []);
  /** Puts code that says something else in place of what was kept, as if the bundle had said so. */
  const plant = (text: string) => {
    const own = statSync(bundle);
    const other = join(root, 'planted');
    says(text);
    start();
    copyFileSync(join(folder, kept()[0]!), other);
    rmSync(folder, { recursive: true });
    says('one');
    utimesSync(bundle, own.atime, own.mtime);
    start();
    copyFileSync(other, join(folder, kept()[0]!));
  };

  it('keeps its code and runs what was kept', () => {
    expect(start()).toEqual({ says: 'one' });
    expect(kept()).toHaveLength(1);
    plant('two');
    expect(start()).toEqual({ says: 'two' });
  });

  it('does not run what others can write', { skip: process.getuid === undefined }, () => {
    start();
    plant('two');
    chmodSync(folder, 0o777);
    expect(start()).toEqual({ says: 'one' });
    rmSync(join(folder, kept()[0]!));
    start();
    expect(kept()).toEqual([]);
  });

  it('runs the bundle that is there now, and keeps no code of earlier ones', () => {
    start();
    const before = kept();
    says('two');
    const later = new Date(Date.now() + 60_000);
    utimesSync(bundle, later, later);
    expect(start()).toEqual({ says: 'two' });
    expect(kept()).toHaveLength(1);
    expect(kept()).not.toEqual(before);
  });

  it('keeps what was compiled under other flags beside it', () => {
    start();
    start({ NODE_OPTIONS: '--max-old-space-size=900' });
    expect(kept()).toHaveLength(2);
    const files = kept().map((name) => statSync(join(folder, name)).mtimeMs);
    start();
    start({ NODE_OPTIONS: '--max-old-space-size=900' });
    expect(kept().map((name) => statSync(join(folder, name)).mtimeMs)).toEqual(files);
  });

  it('keeps the code of another installation, and of few in all', () => {
    start();
    const own = kept()[0]!;
    for (let n = 0; n < 20; n++) {
      const other = join(folder, own.replace(/-usual-/, `${n}-usual-`));
      writeFileSync(other, 'of another');
      const time = new Date(Date.now() - (n + 1) * 60_000);
      utimesSync(other, time, time);
    }
    says('two');
    const later = new Date(Date.now() + 60_000);
    utimesSync(bundle, later, later);
    expect(start()).toEqual({ says: 'two' });
    const names = kept();
    expect(names).toHaveLength(12);
    expect(names).not.toContain(own);
    for (let n = 0; n < 11; n++) expect(names).toContain(own.replace(/-usual-/, `${n}-usual-`));
  });

  it('starts whatever became of the code, which is then made anew', () => {
    start();
    const file = join(folder, kept()[0]!);
    const code = readFileSync(file);
    for (const damaged of [Buffer.alloc(0), Buffer.from('no code'), code.subarray(0, code.length / 2)]) {
      writeFileSync(file, damaged);
      expect(start()).toEqual({ says: 'one' });
      expect(readFileSync(file).length).toBeGreaterThan(damaged.length);
    }
  });

  it('starts where nothing can be kept', () => {
    writeFileSync(folder, 'a file');
    expect(start()).toEqual({ says: 'one' });
    expect(readFileSync(folder, 'utf8')).toBe('a file');
  });

  it('keeps nothing where that is switched off', () => {
    expect(start({ NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual({ says: 'one' });
    expect(kept()).toEqual([]);
  });

  it('leaves it to Node where Node does it', () => {
    const folders: string[] = [];
    expect(requireCompiled(bundle, folder, {}, (f) => folders.push(f))).toEqual({ says: 'one' });
    expect(folders).toEqual([folder]);
    expect(kept()).toEqual([]);
  });

  it('is undefined where there is none', () => {
    expect(requireCompiled(join(root, 'none.js'), folder)).toBeUndefined();
  });
});
