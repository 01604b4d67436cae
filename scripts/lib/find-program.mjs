/** Looks programs up on PATH, without starting a shell. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** @param {string} path @returns {boolean} whether it is a file that may be executed */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The first of the given programs that exists.
 * @param {readonly (string | undefined)[]} candidates names (looked up on PATH) or absolute paths
 * @returns {string | undefined} an absolute path
 */
export function findProgram(candidates) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const candidate of candidates) {
    if (!candidate) continue;
    const places = isAbsolute(candidate) ? [candidate] : folders.map((folder) => join(folder, candidate));
    for (const place of places) {
      for (const ending of endings) if (isProgram(place + ending)) return place + ending;
    }
  }
  return undefined;
}
