import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { CONFIG_FILE } from '../../core/document/kinds';

/** A file of the cache is small; anything larger is none of ours. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Whether what is kept in a folder may be believed: the folder is the user's own, nobody else can write to
 * it, and it lies in no project and no Git work tree, where whoever made the repository could have put it.
 * @param apart folders that it must not lie in, either
 */
export function isOwnFolder(folder: string, apart: readonly string[] = []): boolean {
  try {
    const stats = lstatSync(folder);
    if (!stats.isDirectory() || !isOwn(stats)) return false;
    const real = realpathSync(folder);
    if (apart.some((other) => isWithin(real, realpathSync(other)))) return false;
    for (let at = real; ; at = dirname(at)) {
      if (existsSync(join(at, '.git')) || existsSync(join(at, CONFIG_FILE))) return false;
      if (dirname(at) === at) return true;
    }
  } catch {
    return false;
  }
}

/**
 * The text of an ordinary file that is the user's own and that nobody else can write; undefined of any other.
 */
export function ownText(path: string): string | undefined {
  let handle: number | undefined;
  try {
    if (!lstatSync(path).isFile()) return undefined;
    handle = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(handle);
    return stats.isFile() && isOwn(stats) && stats.size <= MOST_BYTES
      ? readFileSync(handle, 'utf8')
      : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/**
 * Makes a folder for the user alone, and those above it. One after the other: Node's own way to make them all
 * never ends where a file system says of a folder that it is not there and that it cannot be made (`/proc`).
 */
export function makeOwnFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeOwnFolder(above);
  mkdirSync(folder, { mode: 0o700 });
}

/** On Windows, folders of the profile are the user's own by what they inherit. */
function isOwn({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
