import { isSkippedFolder } from '../../core/document/kinds';

/**
 * Which files belong to the workspace, told by their URI alone: what a walk of the folders would come upon.
 */
export class WorkspaceScope {
  constructor(
    public folders: readonly string[],
    readonly excluded: (path: string) => boolean,
    /** Whether Git ignores a file or folder, or a folder that it is in. */
    private readonly ignored: (key: string, folder: string) => boolean = () => false,
  ) {}

  includes(key: string): boolean {
    const folder = this.folders.find((f) => key.startsWith(`${f}/`));
    if (folder === undefined) return false;
    const parts = key
      .slice(folder.length + 1)
      .split('/')
      .map(decoded);
    let path = '';
    const known = parts.every((part, i) => {
      path = path === '' ? part : `${path}/${part}`;
      return !(i < parts.length - 1 && isSkippedFolder(part)) && !this.excluded(path);
    });
    return known && !this.ignored(key, folder);
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
