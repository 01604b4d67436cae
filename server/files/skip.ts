import picomatch from 'picomatch/posix';
import { SKIPPED_FOLDERS } from '../../core/document/kinds';

/**
 * Tells which paths (relative to the folder walked, forward slashes) the client wants left out; a broken
 * pattern leaves out nothing.
 */
export function exclusion(globs: readonly string[]): (path: string) => boolean {
  const matchers = globs.flatMap((glob) => {
    try {
      return [picomatch(glob, { dot: true })];
    } catch {
      return [];
    }
  });
  return matchers.length === 0 ? () => false : (path) => matchers.some((matches) => matches(path));
}

/**
 * Which files belong to the workspace, told by their URI alone: what a walk of the folders would come upon.
 */
export class WorkspaceScope {
  constructor(
    public folders: readonly string[],
    readonly excluded: (path: string) => boolean,
  ) {}

  includes(key: string): boolean {
    const folder = this.folders.find((f) => key.startsWith(`${f}/`));
    if (folder === undefined) return false;
    const parts = key
      .slice(folder.length + 1)
      .split('/')
      .map(decoded);
    let path = '';
    return parts.every((part, i) => {
      path = path === '' ? part : `${path}/${part}`;
      return !(i < parts.length - 1 && SKIPPED_FOLDERS.has(part)) && !this.excluded(path);
    });
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
