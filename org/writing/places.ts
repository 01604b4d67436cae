import { kindOfFile } from '../../core/document/kinds';

/** What a path inside a project may be to us. */
export type PathKind = 'document' | 'state';

/**
 * What stands at a path relative to a project, by its name: a document, a state file of ours, or nothing that
 * we ever write. Folders that begin with a dot and `node_modules` belong to other programs, which may run
 * what is in them.
 */
export function pathKind(path: string): PathKind | undefined {
  const parts = path.split('/');
  const name = parts.pop()!;
  if (parts.some((part) => part === '' || part === '.' || part === '..') || path.includes('\0'))
    return undefined;
  if (parts[0] === '.recpolicy')
    return parts[1] === 'state' && parts.length <= 3 && /^[a-z0-9][a-z0-9._-]*\.json$/.test(name)
      ? 'state'
      : undefined;
  if (parts.some(isForeign)) return undefined;
  return kindOfFile(name) === undefined ? undefined : 'document';
}

/** Whether a folder's name says that it is not the project's. */
export function isForeign(folder: string): boolean {
  return folder.startsWith('.') || folder.toLowerCase() === 'node_modules';
}
