import { expect, it } from 'vitest';
import { spelledAsOnDisk } from './files';
import { relativeTo } from './paths';

const DISK: Readonly<Record<string, readonly string[]>> = {
  'C:/': ['Users'],
  'C:/Users': ['Me'],
  'C:/Users/Me': ['policies'],
  'C:/Users/Me/policies': ['a.recpolicy.json'],
  '/': ['Users'],
  '/Users': ['me'],
};
const list = (folder: string) => DISK[folder];

it.each([
  ['c:/users/me/Policies/A.recpolicy.json', 'C:/Users/Me/policies/a.recpolicy.json'],
  ['C:/Users/Me', 'C:/Users/Me'],
  ['c:/', 'C:/'],
  ['C:/users/me/new/X.json', 'C:/Users/Me/new/X.json'],
  ['/users/ME', '/Users/me'],
  ['//server/share/A', '//server/share/A'],
])('%s is on disk as %s', (path, expected) => {
  expect(spelledAsOnDisk(path, list)).toBe(expected);
});

it.each([
  ['C:/p', 'C:/p/policies/a.recpolicy.json', 'policies/a.recpolicy.json'],
  ['C:/p/sub', 'C:/p/a.recpolicy.json', '../a.recpolicy.json'],
  ['C:/p', 'D:/q/a.recpolicy.json', 'D:/q/a.recpolicy.json'],
  ['/p', '/q/a.recpolicy.json', '../q/a.recpolicy.json'],
])('from %s, %s reads %s', (cwd, path, expected) => {
  expect(relativeTo(cwd)(path)).toBe(expected);
});
