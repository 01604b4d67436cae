/**
 * Where things are: the repository's own folders, resolved from this file so that any working directory will
 * do.
 */
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository's root folder. */
export const repoRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Absolute path below the root. @param {...string} parts */
export const inRepo = (...parts) => join(repoRoot, ...parts);

/** The folder for everything that can be fetched or made again. */
export const cacheRoot = inRepo('.cache');

/**
 * A path as short as it can be said: relative to the repository, else with `~` for the home folder. @param
 * {string} path
 */
export function shortPath(path) {
  const home = homedir();
  if (path.startsWith(repoRoot)) return path.slice(repoRoot.length + 1) || '.';
  return path.startsWith(home) && home !== '/' ? `~${path.slice(home.length)}` : path;
}
