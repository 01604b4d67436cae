import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { kindOfFile } from '../../core/documents/kinds';
import { t } from '../../core/l10n';
import { SKIPPED_FOLDERS } from '../files/skip';
import { type FileAccess, type ListedFile, MAX_FILE_LENGTH, type ReadResult } from '../platform';
import { encodeSegment } from '../uris';

// A named pipe must not hold up the server: opening one to read waits for a writer otherwise.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads and lists `file:` URIs synchronously: a cached file takes some microseconds so, and a tenth of a millisecond otherwise. */
export class NodeFiles implements FileAccess {
  read(uri: string): ReadResult {
    let handle: number | undefined;
    try {
      handle = openSync(fileURLToPath(uri), READ);
      const stat = fstatSync(handle);
      if (stat.isDirectory()) return { problem: 'folder', detail: '' };
      if (!stat.isFile()) return { problem: 'unreadable', detail: t('it is no ordinary file') };
      if (stat.size > MAX_FILE_LENGTH)
        return { problem: 'too-large', detail: t('{size} MB', { size: Math.round(stat.size / 1048576) }) };
      return { text: readFileSync(handle, 'utf8') };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'missing', detail: code };
      if (code === 'EISDIR') return { problem: 'folder', detail: code };
      return { problem: 'unreadable', detail: code };
    } finally {
      if (handle !== undefined) closeSync(handle);
    }
  }

  *list(folder: string, excluded: (path: string) => boolean): Iterable<readonly ListedFile[]> {
    const top = fileURLToPath(folder);
    const visited = new Set<string>();
    const inside = realPath(top);
    const pending: { path: string; uri: string; relative: string }[] = [
      { path: top, uri: folder, relative: '' },
    ];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const found: ListedFile[] = [];
      for (const entry of entriesOf(next.path)) {
        const relative = next.relative === '' ? entry.name : `${next.relative}/${entry.name}`;
        const path = `${next.path}/${entry.name}`;
        const kind = entry.isSymbolicLink() ? this.linked(path, inside, visited) : kindOf(entry);
        if (
          kind === undefined ||
          (kind === 'folder' && SKIPPED_FOLDERS.has(entry.name)) ||
          excluded(relative)
        )
          continue;
        const ours = kindOfFile(entry.name) !== undefined;
        if (!ours && kind === 'file') continue;
        const uri = `${next.uri}/${encodeSegment(entry.name)}`;
        if (kind === 'folder') pending.push({ path, uri, relative });
        if (ours) found.push({ uri, stamp: stampOf(path) });
      }
      yield found;
    }
  }

  /** What a symbolic link leads to. One into the folder itself is left out: its target is found without it, and no link makes a circle. */
  private linked(
    path: string,
    inside: string | undefined,
    visited: Set<string>,
  ): 'file' | 'folder' | undefined {
    const real = realPath(path);
    if (
      real === undefined ||
      inside === undefined ||
      `${real}/`.startsWith(`${inside}/`) ||
      visited.has(real)
    )
      return undefined;
    if (`${inside}/`.startsWith(`${real}/`)) return undefined;
    visited.add(real);
    try {
      const stat = statSync(real);
      return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : undefined;
    } catch {
      return undefined;
    }
  }
}

/** The URI of a path, in the one spelling. */
export function uriOfPath(path: string): string {
  return pathToFileURL(path).href;
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

function kindOf(entry: Dirent): 'file' | 'folder' | undefined {
  return entry.isDirectory() ? 'folder' : entry.isFile() || !entry.isSymbolicLink() ? 'file' : undefined;
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
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
