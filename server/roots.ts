import type { InitializeParams } from 'vscode-languageserver';
import { folderOf } from './uris';

/** The workspace folders a client names, in any of the three ways there have been; none for a client that opens single files. */
export function workspaceFolders(params: InitializeParams): string[] {
  const { workspaceFolders: folders, rootUri, rootPath } = params;
  if (Array.isArray(folders) && folders.length > 0)
    return folders.filter((f) => typeof f?.uri === 'string').map((f) => folderOf(f.uri));
  if (typeof rootUri === 'string' && rootUri !== '') return [folderOf(rootUri)];
  if (typeof rootPath === 'string' && rootPath !== '') return [folderOf(uriOfPath(rootPath))];
  return [];
}

/** The URI of an absolute path of either kind. */
function uriOfPath(path: string): string {
  const forward = path.replaceAll('\\', '/');
  return `file://${forward.startsWith('/') ? '' : '/'}${encodeURI(forward).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}
