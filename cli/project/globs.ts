import { resolve, sep } from 'node:path';
import { GlobList } from '../../core/globs/globs';
import { UsageError } from './errors';
import { allDocuments, fileIdentity, findDocuments } from './files';

const WILDCARD = /[*?[{]/;

/** Whether somebody may have meant a pattern by a path that names no file. */
export function isGlob(path: string): boolean {
  return WILDCARD.test(path);
}

/**
 * The documents a pattern names, sorted, for shells that leave patterns to the program, as those of Windows
 * do.
 */
export function documentsLike(pattern: string, cwd: string): string[] {
  const segments = resolve(cwd, pattern).replaceAll(sep, '/').split('/');
  const first = segments.findIndex((segment) => WILDCARD.test(segment) && pattern.includes(segment));
  const folder = fileIdentity(segments.slice(0, first).join('/') || '/');
  const top = folder.endsWith('/') ? folder : `${folder}/`;
  const globs = new GlobList([segments.slice(first).join('/')]);
  if (globs.unused.length > 0)
    throw new UsageError(
      `The pattern ${pattern} is too large or uses extended globs. Name the files or folders.`,
    );
  return allDocuments(findDocuments(folder)).filter((file) => globs.matches(file.slice(top.length)));
}
