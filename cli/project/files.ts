import { existsSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { CONFIG_FILE, kindOfPath } from '../../core/document/kinds';
import { respell } from '../../core/document/spelling';
import { type SkippedPath, walkDocuments } from '../../org/adapters/node/listing/walk';

export type { SkippedPath };

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

/** All documents of the projects below a folder. */
export function findDocuments(folder: string): FoundFiles {
  const policies: string[] = [];
  const others: string[] = [];
  const oddities: SkippedPath[] = [];
  for (const portion of walkDocuments(folder)) {
    for (const path of portion.documents) (kindOfPath(path) === 'policy' ? policies : others).push(path);
    oddities.push(...portion.oddities);
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
