import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isOwnFolder, makeOwnFolder } from './own-folder';

/**
 * Writes a file of the cache whole, for the user alone. What cannot be made or written is left out, as nobody
 * depends on it.
 * @param path absolute; its folder is made where it is not there
 * @param apart folders that the cache must not lie in
 */
export function writeCacheFile(
  path: string,
  make: () => string | Uint8Array,
  apart: readonly string[] = [],
): void {
  // Two processes may write at once: each writes a file of its own, and the last to rename wins whole.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    makeOwnFolder(dirname(path));
    if (!isOwnFolder(dirname(path), apart)) return;
    discard(temporary);
    writeFileSync(temporary, make(), { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } catch {
    discard(temporary);
  }
}

export function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be reached cannot be left behind either.
  }
}
