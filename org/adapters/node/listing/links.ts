import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { isSkippedFolder, kindOfPath } from '../../../../core/document/kinds';
import { ignoredFromAbove, isIgnoredBelow, projectOf } from './git-rules';

/** What a path with a link in it stands for. */
export type Link =
  /** A document of the project that stands there under its own name. */
  | { readonly leads: 'document'; readonly path: string }
  /** A file or folder of the project that is no document by its own name; `path` is its own. */
  | { readonly leads: 'inside'; readonly path: string; readonly stats: Stats }
  /** Something that is no part of the project: it is neither read nor written. */
  | { readonly leads: 'outside' }
  /** Nothing, or back to itself; `code` is the system's word for it. */
  | { readonly leads: 'nowhere'; readonly code: string };

/**
 * Follows the links in a path to the end. What a link leads to is part of the project when it lies in the
 * project's folder, in no folder that is skipped, and Git does not ignore it.
 * @param path absolute, with forward slashes
 * @param top the folder of the project where there is no configuration between it and the path
 */
export function followLink(path: string, top: string): Link {
  const project = projectOf(dirname(path));
  const folder = project !== undefined && project.length > top.length ? project : top;
  try {
    const stats = statSync(path);
    const top = slashed(realpathSync.native(folder));
    const real = slashed(realpathSync.native(path));
    if (!real.startsWith(top === '/' ? top : `${top}/`)) return { leads: 'outside' };
    const inner = real.slice(top === '/' ? 1 : top.length + 1);
    const own = `${folder}/${inner}`;
    const above = inner.split('/').slice(0, -1);
    if (above.some(isSkippedFolder) || isIgnoredBelow(folder, ignoredFromAbove(folder), own))
      return { leads: 'outside' };
    // Another project in a folder below has files of its own.
    if (project !== undefined && projectOf(dirname(own)) !== project) return { leads: 'outside' };
    return kindOfPath(own) !== undefined && stats.isFile()
      ? { leads: 'document', path: own }
      : { leads: 'inside', path: own, stats };
  } catch (error) {
    return { leads: 'nowhere', code: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

/** Whether a file is a link to what is no part of the project. */
export function leadsOut(path: string, top: string): boolean {
  return hasLink(path, top) && followLink(path, top).leads === 'outside';
}

/** Whether a path, or a folder that it is in below the top, is a link. */
export function hasLink(path: string, top: string): boolean {
  for (let at = path; at.length > top.length; at = dirname(at)) {
    try {
      if (lstatSync(at).isSymbolicLink()) return true;
    } catch {
      // What is not there is no link.
    }
  }
  return false;
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
