import { existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { CONFIG_FILE, kindOfFile, SKIPPED_FOLDERS } from '../../core/document/kinds';
import { respell } from '../../core/document/spelling';

/** A path that looks like a document and is none, with the reason. */
export interface SkippedPath {
  readonly path: string;
  readonly reason: 'directory' | 'unreadable-folder' | 'special';
  readonly detail: string;
}

/** What was found; absolute paths with forward slashes, sorted. */
export interface FoundFiles {
  readonly policies: readonly string[];
  /** Documents of other kinds. */
  readonly others: readonly string[];
  readonly oddities: readonly SkippedPath[];
}

/** All documents that were found, sorted. */
export function allDocuments({ policies, others }: FoundFiles): string[] {
  return [...policies, ...others].sort();
}

/** Windows and macOS take "A" for "a". */
const FOLDS = process.platform === 'win32' || process.platform === 'darwin';

/** Absolute path with forward slashes: what the command line uses as the identity of a file. */
export function fileIdentity(path: string): string {
  const absolute = resolve(path).replaceAll(sep, '/');
  return FOLDS ? spelledAsOnDisk(absolute, namesIn) : absolute;
}

/**
 * An absolute path in the spelling of the disk, its drive letter large: what somebody types must be found
 * among what the folders name.
 * @param path with forward slashes
 * @param list names in a folder, undefined where it cannot be read
 */
export function spelledAsOnDisk(
  path: string,
  list: (folder: string) => readonly string[] | undefined,
): string {
  const top = /^(?:[A-Za-z]:)?\/(?!\/)/.exec(path)?.[0];
  // A share of another machine: its names are as they are written.
  if (top === undefined) return path;
  const start = top.toUpperCase();
  const names = path
    .slice(top.length)
    .split('/')
    .filter((name) => name !== '');
  return start + respell(names, (above) => list(start + above.join('/'))).join('/');
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

/** A path as somebody typed it in a folder, as an identity. */
export function typedPath(path: string, cwd: string): string {
  return fileIdentity(resolve(cwd, path));
}

/** All documents below a folder. Links to folders are not followed, so no cycle can hold the walk. */
export function findDocuments(folder: string): FoundFiles {
  const policies: string[] = [];
  const others: string[] = [];
  const oddities: SkippedPath[] = [];
  const pending = [folder];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    let entries: import('node:fs').Dirent[];
    try {
      entries = readdirSync(at, { withFileTypes: true });
    } catch (error) {
      oddities.push({
        path: at,
        reason: 'unreadable-folder',
        detail: (error as NodeJS.ErrnoException).code ?? String(error),
      });
      continue;
    }
    const prefix = at.endsWith('/') ? at : `${at}/`;
    for (const entry of entries) {
      const { name } = entry;
      const path = prefix + name;
      const kind = kindOfFile(name);
      if (entry.isDirectory()) {
        if (SKIPPED_FOLDERS.has(name)) continue;
        if (kind !== undefined) oddities.push({ path, reason: 'directory', detail: '' });
        pending.push(path);
      } else if (kind !== undefined) {
        const target = entry.isSymbolicLink() ? kindOfTarget(path) : entry;
        if (target?.isDirectory()) oddities.push({ path, reason: 'directory', detail: '' });
        // Reading a pipe or a device might never end. A link to nothing is a file that cannot be read.
        else if (target !== undefined && !target.isFile())
          oddities.push({ path, reason: 'special', detail: '' });
        else (kind === 'policy' ? policies : others).push(path);
      }
    }
  }
  policies.sort();
  others.sort();
  return { policies, others, oddities };
}

/** The folder of the nearest configuration upwards, else the given fallback. */
export function projectFolderOf(path: string, fallback: string): string {
  for (let folder = isDirectory(path) ? path : dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, CONFIG_FILE))) return folder;
    if (dirname(folder) === folder) return fallback;
  }
}

export function isDirectory(path: string): boolean {
  return kindOfTarget(path)?.isDirectory() === true;
}

/** What a path leads to, links followed; undefined where it leads to nothing. */
function kindOfTarget(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
