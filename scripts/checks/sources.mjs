/** The tracked source files of the repository. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Folders of the product: what ships. */
export const productFolders = ['schemas', 'masks', 'core', 'org', 'server', 'client', 'cli', 'emulator'];

/**
 * Paths from the root, with forward slashes: tracked files and new ones that Git does not ignore.
 * @param {...string} folders
 * @returns {string[]}
 */
export function sourceFiles(...folders) {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...folders];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}
