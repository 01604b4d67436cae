import { expect, it } from 'vitest';
import type { InitializeParams } from 'vscode-languageserver';
import { workspaceFolders } from './roots';

const of = (params: object) => workspaceFolders(params as InitializeParams);

it.each([
  ['/home/me/a b', 'file:///home/me/a%20b'],
  ['C:\\Users\\me\\policies', 'file:///c%3A/Users/me/policies'],
  ['C:\\Users\\me\\#1\\', 'file:///c%3A/Users/me/%231'],
  ['\\\\server\\share\\policies', 'file://server/share/policies'],
])('the root path %s is the folder %s', (rootPath, folder) => {
  expect(of({ rootPath })).toEqual([folder]);
});

it('folders come before a root, and a root before a path', () => {
  const rootUri = 'file:///C%3A/b';
  expect(of({ rootPath: '/a', rootUri })).toEqual(['file:///c%3A/b']);
  expect(of({ rootPath: '/a', rootUri, workspaceFolders: [{ uri: 'file:///c', name: 'c' }] })).toEqual([
    'file:///c',
  ]);
  expect(of({ rootPath: null, rootUri: null, workspaceFolders: null })).toEqual([]);
});
