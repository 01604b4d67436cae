import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kindOfPath } from '../../core/document/kinds';
import type { IgnoreChain } from '../../core/globs/ignore-chain';
import { t } from '../../core/l10n';
import { withoutMark } from '../../core/text/byte-order-mark';
import { ignoredFromAbove, isIgnoredBelow } from '../../org/adapters/node/listing/git-rules';
import { followLink, hasLink, leadsOut } from '../../org/adapters/node/listing/links';
import { walkDocuments } from '../../org/adapters/node/listing/walk';
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
  private folders: readonly string[] = [];
  /** What holds in a workspace folder of what Git ignores above it. */
  private readonly above = new Map<string, IgnoreChain>();

  constructor(folds = process.platform === 'win32' || process.platform === 'darwin') {
    if (folds) this.names = namesIn;
  }

  enter(folders: readonly string[]): void {
    this.folders = folders;
    this.above.clear();
  }

  read(uri: string): ReadResult {
    let path: string;
    try {
      path = pathOf(uri);
    } catch (error) {
      return { problem: 'unreadable', detail: String(error) };
    }
    if (!isLink(path)) return readFile(path);
    const link = followLink(path, this.topOf(uri, path));
    if (link.leads === 'outside') return { problem: 'outside', detail: '' };
    if (link.leads !== 'nowhere') return readFile(link.path);
    return {
      problem: 'unreadable',
      detail: link.code === 'ENOENT' ? t('it is a link to nothing') : link.code,
    };
  }

  /** The workspace folder of a file, or where it is in none, the folder that it lies in. */
  private topOf(uri: string, path: string): string {
    const folder = this.folders.find((f) => uri.startsWith(`${f}/`));
    return folder === undefined ? path.slice(0, path.lastIndexOf('/')) : pathOf(folder);
  }

  /** As `walkDocuments` finds them, with what has the name of a document and is none: reading it says why. */
  *list(folder: string, excluded: (path: string) => boolean): Iterable<readonly ListedFile[]> {
    this.ignoreFilesChanged();
    const top = pathOf(folder);
    const root = this.folders.find((f) => folder.startsWith(`${f}/`));
    // Links to folders are not followed, whoever names them.
    if (root !== undefined && hasLink(top, pathOf(root))) return;
    for (const { documents, oddities } of walkDocuments(top, excluded)) {
      const odd = oddities.filter((o) => kindOfPath(o.path) !== undefined).map((o) => o.path);
      yield [...documents, ...odd].map((path) => ({ uri: uriIn(folder, top, path), stamp: stampOf(path) }));
    }
  }

  ignored(uri: string, folder: string): boolean {
    const top = pathOf(folder);
    let above = this.above.get(folder);
    if (above === undefined) {
      above = ignoredFromAbove(top);
      this.above.set(folder, above);
    }
    return isIgnoredBelow(top, above, pathOf(uri));
  }

  ignoreFilesChanged(): void {
    this.above.clear();
  }

  leadsOut(uri: string, folder: string): boolean {
    return leadsOut(pathOf(uri), pathOf(folder));
  }

  target(uri: string, folder: string): string {
    const top = pathOf(folder);
    const path = pathOf(uri);
    if (!hasLink(path, top)) return uri;
    const link = followLink(path, top);
    return link.leads === 'document' && link.path.startsWith(`${top}/`) ? uriIn(folder, top, link.path) : uri;
  }
}

function pathOf(uri: string): string {
  return fileURLToPath(uri)
    .replaceAll('\\', '/')
    .replace(/(?<=.)\/$/, '');
}

/** The URI of a path below a folder. */
function uriIn(folder: string, top: string, path: string): string {
  return `${folder}/${path
    .slice(top === '/' ? 1 : top.length + 1)
    .split('/')
    .map(encodeSegment)
    .join('/')}`;
}

function readFile(path: string): ReadResult {
  let handle: number | undefined;
  try {
    handle = openSync(path, READ);
    const stat = fstatSync(handle);
    if (stat.isDirectory()) return { problem: 'folder', detail: '' };
    if (!stat.isFile()) return { problem: 'unreadable', detail: t('it is no ordinary file') };
    if (stat.size > MAX_FILE_LENGTH)
      return { problem: 'too-large', detail: t('{size} MB', { size: Math.round(stat.size / 1048576) }) };
    return { text: withoutMark(readFileSync(handle, 'utf8')) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'missing', detail: code };
    if (code === 'EISDIR') return { problem: 'folder', detail: code };
    return { problem: 'unreadable', detail: code };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** Whether a name is there as a link, whatever it leads to. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
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

function stampOf(path: string): number | undefined {
  try {
    const stat = statSync(path);
    return stat.mtimeMs * 8191 + stat.size;
  } catch {
    return undefined;
  }
}
