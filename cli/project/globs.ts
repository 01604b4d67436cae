import { resolve, sep } from 'node:path';
import picomatch from 'picomatch/posix';
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
  const matches = picomatch(segments.slice(first).join('/'), { dot: true });
  return allDocuments(findDocuments(folder)).filter((file) => matches(file.slice(top.length)));
}
