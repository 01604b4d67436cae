import { expect, it } from 'vitest';
import { canonical, encodeSegment, folderOf, parentOf } from './uris';

it.each([
  ['file:///a/b.json', 'file:///a/b.json'],
  ['file:///c:/a b.json', 'file:///c%3A/a%20b.json'],
  ['file:///C%3A/a%20b.json', 'file:///c%3A/a%20b.json'],
  ['file:///a/(x)%28y%29.json', 'file:///a/%28x%29%28y%29.json'],
  ['FILE:///a/ü.json', 'file:///a/%C3%BC.json'],
  ['vscode-vfs://github/o/r/a@b.json', 'vscode-vfs://github/o/r/a%40b.json'],
  ['file:///a/50%.json', 'file:///a/50%.json'],
  ['untitled:Untitled-1', 'untitled:Untitled-1'],
  ['no uri', 'no uri'],
])('%s is known as %s, and that stays', (uri, expected) => {
  expect(canonical(uri)).toBe(expected);
  expect(canonical(expected)).toBe(expected);
});

it('folders end without a slash, and the top has no parent', () => {
  expect(folderOf('file:///a/b/')).toBe('file:///a/b');
  expect(parentOf('file:///a/b')).toBe('file:///a');
  expect(parentOf('file:///a')).toBeUndefined();
  expect(parentOf('vscode-vfs://github/o')).toBeUndefined();
});

it('a lone surrogate in a name gives a URI all the same', () => {
  expect(encodeSegment('a\ud800')).toBe('a%EF%BF%BD');
});
