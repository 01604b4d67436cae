import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kindOfFile, SKIPPED_FOLDERS } from '../../core/document/kinds';
import { t } from '../../core/l10n';
import { withoutMark } from '../../core/text/byte-order-mark';
import { type FileAccess, type ListedFile, MAX_FILE_LENGTH, type ReadResult } from '../platform';
import { encodeSegment } from '../uris';

// A named pipe must not hold up the server: opening one to read waits for a writer otherwise.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Reads and lists `file:` URIs synchronously: a cached file takes some microseconds so, and a tenth of a
 * millisecond otherwise.
 */
export class NodeFiles implements FileAccess {
  /** Names in a folder: Windows and macOS take "A" for "a". */
  readonly names?: (folder: string) => readonly string[] | undefined;

  constructor(folds = process.platform === 'win32' || process.platform === 'darwin') {
    if (folds) this.names = namesIn;
  }

  read(uri: string): ReadResult {
    let handle: number | undefined;
    try {
      handle = openSync(fileURLToPath(uri), READ);
      const stat = fstatSync(handle);
      if (stat.isDirectory()) return { problem: 'folder', detail: '' };
      if (!stat.isFile()) return { problem: 'unreadable', detail: t('it is no ordinary file') };
      if (stat.size > MAX_FILE_LENGTH)
        return { problem: 'too-large', detail: t('{size} MB', { size: Math.round(stat.size / 1048576) }) };
      return { text: withoutMark(readFileSync(handle, 'utf8')) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      if (code === 'ENOENT' && isLink(uri))
        return { problem: 'unreadable', detail: t('it is a link to nothing') };
      if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'missing', detail: code };
      if (code === 'EISDIR') return { problem: 'folder', detail: code };
      return { problem: 'unreadable', detail: code };
    } finally {
      if (handle !== undefined) closeSync(handle);
    }
  }

  /** Links to folders are not followed: no circle can hold the walk, and nothing is found twice. */
  *list(folder: string, excluded: (path: string) => boolean): Iterable<readonly ListedFile[]> {
    const top = fileURLToPath(folder).replace(/[\\/]$/, '');
    const pending = [{ path: top, uri: folder, relative: '' }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const found: ListedFile[] = [];
      for (const entry of entriesOf(`${next.path}/`)) {
        const { name } = entry;
        const isFolder = entry.isDirectory();
        const ours = kindOfFile(name) !== undefined;
        if (!ours && (!isFolder || SKIPPED_FOLDERS.has(name))) continue;
        const relative = next.relative === '' ? name : `${next.relative}/${name}`;
        if (excluded(relative)) continue;
        const path = `${next.path}/${name}`;
        const uri = `${next.uri}/${encodeSegment(name)}`;
        if (isFolder) pending.push({ path, uri, relative });
        if (ours) found.push({ uri, stamp: stampOf(path) });
      }
      yield found;
    }
  }
}

/** Whether a name is there as a link, whatever it leads to. */
function isLink(uri: string): boolean {
  try {
    return lstatSync(fileURLToPath(uri)).isSymbolicLink();
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(`${fileURLToPath(folder)}/`);
  } catch {
    return undefined;
  }
}

/**
 * @param path with a slash at its end: without one the top of a drive is the folder a program last was in on
 *   it
 */
function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function stampOf(path: string): number | undefined {
  try {
    const stat = statSync(path);
    return stat.mtimeMs * 8191 + stat.size;
  } catch {
    return undefined;
  }
}
