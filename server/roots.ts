import type { InitializeParams } from 'vscode-languageserver';
import { CONFIG_FILE } from '../core/document/kinds';
import type { FileAccess } from './platform';
import { folderOf, parentOf } from './uris';

/**
 * The workspace folders a client names, in any of the three ways there have been; none for a client that
 * opens single files.
 */
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
  // A share of another machine, `\\server\share`: the server is the URI's authority.
  if (forward.startsWith('//')) return `file:${encodePath(forward)}`;
  return `file://${forward.startsWith('/') ? '' : '/'}${encodePath(forward)}`;
}

function encodePath(path: string): string {
  return encodeURI(path).replaceAll('#', '%23').replaceAll('?', '%3F');
}

/**
 * The project folders of the workspace folders: that of the nearest configuration upwards, where the folder
 * opened is but a part of a project. Looks only where files are read at once.
 */
export function projectRoots(folders: readonly string[], files: FileAccess): string[] {
  return folders.map((folder) => {
    for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
      const result = files.read(`${at}/${CONFIG_FILE}`);
      if (result instanceof Promise) {
        // Its answer is not waited for, nor may its failure go unheard.
        result.catch(() => undefined);
        return folder;
      }
      if ('text' in result) return at;
    }
    return folder;
  });
}
