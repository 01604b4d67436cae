import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file of the cache whole, for the user alone. What cannot be made or written is left out, as nobody
 * depends on it.
 * @param path absolute; its folder is made where it is not there
 */
export function writeCacheFile(path: string, make: () => string | Uint8Array): void {
  // Two processes may write at once: each writes a file of its own, and the last to rename wins whole.
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, make(), { mode: 0o600 });
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
