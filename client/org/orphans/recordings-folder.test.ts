import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrphanRecording } from '../../../org/backends/backend';
import { RecordingsFolder } from './recordings-folder';

const ME = 4711;
const call: OrphanRecording = { id: '../1', mediaType: 'CALL' };

describe('recordings that are played', () => {
  let root: string;
  let folder: RecordingsFolder;
  const play = (org: string, id = call.id): string => {
    const file = folder.fileFor(org, { ...call, id });
    writeFileSync(file, 'sound');
    return file;
  };

  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'recpolicy-played-')), 'recordings');
    folder = new RecordingsFolder(root, ME);
    folder.open(() => true);
  });
  afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

  it('lie in a folder that is open to the user alone', () => {
    if (process.platform !== 'win32') expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    expect(dirname(play('prod'))).toBe(folder.path);
  });

  it('are kept apart by org, and fetched anew each time', () => {
    const [a, b] = [play('prod'), play('dev')];
    expect(a).not.toBe(b);
    expect(folder.fileFor('prod', call)).toBe(a);
    expect(existsSync(a)).toBe(false);
    expect(existsSync(b)).toBe(true);
  });

  it('go when their tab closes, one by one and nothing else', () => {
    const [a, b] = [play('prod'), play('prod', '2')];
    const other = join(root, 'other.txt');
    writeFileSync(other, '');
    folder.remove(a);
    folder.remove(other);
    expect([a, b, other].map((f) => existsSync(f))).toEqual([false, true, true]);
  });

  it('go when they are deleted in the org, with all their parts, and at signing out', () => {
    const [a, longer, c, other] = [
      play('prod', '1'),
      play('prod', '12'),
      play('prod', '2'),
      play('dev', '1'),
    ];
    writeFileSync(a.replace('.wav', '.1.wav'), '');
    folder.forget('prod', '1');
    expect(
      readdirSync(folder.path)
        .map((n) => join(folder.path, n))
        .sort(),
    ).toEqual([longer, c, other].sort());
    folder.forget('prod');
    expect(readdirSync(folder.path).map((n) => join(folder.path, n))).toEqual([other]);
  });

  it('of windows that have ended go at the next start, those of others stay', () => {
    for (const pid of [1, 2]) {
      mkdirSync(join(root, String(pid)));
      writeFileSync(join(root, String(pid), 'x.wav'), '');
    }
    writeFileSync(join(root, 'of-an-older-version.wav'), '');
    play('prod');
    folder.open((pid) => pid === 2);
    expect(readdirSync(root).sort()).toEqual(['2', String(ME)].sort());
    expect(readdirSync(folder.path)).toEqual([]);
    folder.close();
    expect(readdirSync(root)).toEqual(['2']);
  });
});
