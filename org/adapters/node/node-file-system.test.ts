import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeFileSystem } from './node-file-system';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-'));
});
afterEach(() => rm(folder, { recursive: true }));

// What is no text cannot be written: the failure that comes closest to a full disk without one.
const UNWRITABLE = Symbol('no text') as unknown as string;

describe('NodeFileSystem', () => {
  it.each(['writeText', 'createExclusive'] as const)(
    '%s leaves nothing behind when it fails',
    async (write) => {
      const fs = new NodeFileSystem();
      await expect(fs[write](join(folder, 'a.json'), UNWRITABLE)).rejects.toThrow();
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('makes a file that must not exist once, whole, and lets the first one stand', async () => {
    const fs = new NodeFileSystem();
    const path = join(folder, 'sub', 'a.json');
    expect(await fs.createExclusive(path, 'first')).toBe(true);
    expect(await fs.createExclusive(path, 'second')).toBe(false);
    expect(await readFile(path, 'utf8')).toBe('first');
    expect(await readdir(join(folder, 'sub'))).toEqual(['a.json']);
  });

  it.skipIf(process.platform === 'win32')('leaves a file that it replaces as private as it was', async () => {
    const path = join(folder, 'a.json');
    await writeFile(path, 'old');
    await chmod(path, 0o600);
    await new NodeFileSystem().writeText(path, 'new');
    expect([(await stat(path)).mode & 0o777, await readFile(path, 'utf8')]).toEqual([0o600, 'new']);
    await chmod(path, 0o644);
    await new NodeFileSystem('user').writeText(path, 'mine');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});
