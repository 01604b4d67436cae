import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NodeFiles } from './files';

let folder: string;
let root: string;
const files = new NodeFiles();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recpolicy-files-'));
  root = pathToFileURL(folder).href;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const listed = (excluded: (path: string) => boolean = () => false) =>
  [...files.list(root, excluded)]
    .flat()
    .map((f) => f.uri.slice(root.length + 1))
    .sort();

it('lists documents of all kinds, in the one spelling, and nothing of skipped folders', () => {
  for (const name of ['sub dir', 'node_modules', '.recpolicy']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'a(1).recpolicy.json'), '{}');
  }
  writeFileSync(join(folder, 'recording-settings.json'), '{}');
  writeFileSync(join(folder, 'package.json'), '{}');
  expect(listed()).toEqual(['recording-settings.json', 'sub%20dir/a%281%29.recpolicy.json']);
  expect(listed((path) => path === 'sub dir')).toEqual(['recording-settings.json']);
});

it('ends where links make a circle, and finds nothing twice', () => {
  writeFileSync(join(folder, 'a.recpolicy.json'), '{}');
  symlinkSync(folder, join(folder, 'loop'));
  expect(listed()).toEqual(['a.recpolicy.json']);
});

it('gives a text without its byte order mark, as editors do', () => {
  writeFileSync(join(folder, 'a.recpolicy.json'), '\ufeff{ "name": "\ufeff" }');
  expect(files.read(`${root}/a.recpolicy.json`)).toEqual({ text: '{ "name": "\ufeff" }' });
});

it('tells why a file gives no text', () => {
  mkdirSync(join(folder, 'x.recpolicy.json'));
  symlinkSync(join(folder, 'y.recpolicy.json'), join(folder, 'y.recpolicy.json'));
  symlinkSync('nowhere', join(folder, 'z.recpolicy.json'));
  expect(files.read(`${root}/none.recpolicy.json`)).toMatchObject({ problem: 'missing' });
  expect(files.read(`${root}/x.recpolicy.json`)).toMatchObject({ problem: 'folder' });
  expect(files.read(`${root}/y.recpolicy.json`)).toEqual({ problem: 'unreadable', detail: 'ELOOP' });
  expect(files.read(`${root}/z.recpolicy.json`)).toEqual({
    problem: 'unreadable',
    detail: 'it is a link to nothing',
  });
  expect(listed()).toContain('x.recpolicy.json');
});

it.skipIf(process.platform === 'win32')('is not held up by a named pipe', () => {
  execFileSync('mkfifo', [join(folder, 'p.recpolicy.json')]);
  expect(files.read(`${root}/p.recpolicy.json`)).toMatchObject({ problem: 'unreadable' });
});
