import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheFolder } from './cache-folder';
import { FileVerdictStore } from './verdict-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recpolicy-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('gives back what was saved, and leaves nothing else behind', () => {
  const inner = join(folder, 'not', 'there');
  new FileVerdictStore(inner).save([['1//a+', { kind: 'safe' }]]);
  expect(new FileVerdictStore(inner).load()).toEqual([['1//a+', { kind: 'safe' }]]);
  expect(readdirSync(inner)).toEqual(['mask-verdicts.json']);
});

it('takes a damaged or absent file, or a folder that cannot be made, for nothing', () => {
  expect(new FileVerdictStore(folder).load()).toBeUndefined();
  writeFileSync(join(folder, 'mask-verdicts.json'), '[["half');
  expect(new FileVerdictStore(folder).load()).toBeUndefined();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const blocked = new FileVerdictStore(join(file, 'sub'));
  blocked.save([]);
  expect(blocked.load()).toBeUndefined();
});

it('uses the folder the client names, else the system’s', () => {
  expect(cacheFolder(pathToFileURL(folder).href)).toBe(join(folder, 'verdicts'));
  expect(
    cacheFolder('vscode-vfs://github/x', { XDG_CACHE_HOME: '/x/cache', LOCALAPPDATA: '/x/cache' }),
  ).toContain('recpolicy');
});
