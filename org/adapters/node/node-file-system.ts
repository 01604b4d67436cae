import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  unlink,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AppendFile, FileStat, FileSystem, PendingFile } from '../../state/file-system';

/** Who may read what is written, beside the user: nobody, or whoever the system lets. */
const MODES = { user: { file: 0o600, folder: 0o700 }, others: { file: 0o644, folder: 0o777 } } as const;

/** The file system of Node. Every write is whole: temporary file, fsync, rename, fsync of the folder. */
export class NodeFileSystem implements FileSystem {
  private readonly mode: (typeof MODES)[keyof typeof MODES];

  constructor(readers: keyof typeof MODES = 'others') {
    this.mode = MODES[readers];
  }

  async readText(path: string): Promise<string | undefined> {
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      return missing(error);
    }
  }

  async writeText(path: string, text: string): Promise<void> {
    const file = await this.pending(path);
    try {
      await file.write(new TextEncoder().encode(text));
    } catch (error) {
      await file.discard();
      throw error;
    }
    await file.commit();
  }

  async createExclusive(path: string, text: string): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.linkNew(path, text);
      } catch (error) {
        // Another process may sweep the folder and take the temporary file for a left-over.
        if (codeOf(error) !== 'ENOENT' || tries === 5) throw error;
      }
    }
  }

  private async linkNew(path: string, text: string): Promise<boolean> {
    await this.makeFolder(path);
    const temporary = temporaryName(path);
    const handle = await open(temporary, 'wx', this.mode.file);
    try {
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      // A hard link appears at once, content and all; an exclusive open would show an empty file first.
      await link(temporary, path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error) ?? '')) throw error;
      return await openExclusive(path, text, this.mode.file);
    } finally {
      await this.remove(temporary);
    }
  }

  async remove(path: string): Promise<void> {
    try {
      await unlink(path);
    } catch (error) {
      missing(error);
    }
  }

  async list(folder: string): Promise<string[]> {
    try {
      return (await readdir(folder)).sort();
    } catch (error) {
      missing(error);
      return [];
    }
  }

  async stat(path: string): Promise<FileStat | undefined> {
    try {
      const s = await lstat(path);
      const kind = s.isFile()
        ? 'file'
        : s.isDirectory()
          ? 'directory'
          : s.isSymbolicLink()
            ? 'symlink'
            : 'other';
      return { kind, size: s.size };
    } catch (error) {
      return missing(error);
    }
  }

  async realPath(path: string): Promise<string | undefined> {
    try {
      return (await realpath(path)).replaceAll('\\', '/');
    } catch (error) {
      return missing(error);
    }
  }

  async append(path: string, size: number): Promise<AppendFile> {
    await this.makeFolder(path);
    const handle = await open(
      path,
      constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0),
      0o600,
    );
    try {
      await handle.truncate(size);
    } catch (error) {
      await handle.close();
      throw error;
    }
    let at = size;
    return {
      async write(text) {
        const bytes = Buffer.from(text, 'utf8');
        at += await writeAll(handle, bytes, at);
      },
      async flush() {
        await handle.sync();
        return at;
      },
      close: () => handle.close(),
    };
  }

  /** A file that is replaced stays as private as it was. */
  private async modeFor(path: string): Promise<number> {
    if (this.mode === MODES.user) return this.mode.file;
    const stats = await lstat(path).catch(missing);
    return stats?.isFile() === true ? stats.mode & 0o777 : this.mode.file;
  }

  private async makeFolder(file: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: this.mode.folder });
  }

  async pending(path: string): Promise<PendingFile> {
    await this.makeFolder(path);
    const temporary = temporaryName(path);
    const mode = await this.modeFor(path);
    const handle = await open(temporary, 'wx', mode);
    const discard = async () => {
      await handle.close().catch(() => undefined);
      await this.remove(temporary);
    };
    return {
      async write(bytes) {
        await writeAll(handle, bytes, null);
      },
      async commit() {
        try {
          await handle.sync();
          await handle.close();
          await rename(temporary, path);
        } catch (error) {
          await discard();
          throw error;
        }
        await syncFolder(dirname(path));
      },
      discard,
    };
  }
}

async function openExclusive(path: string, text: string, mode: number): Promise<boolean> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'wx', mode);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number | null): Promise<number> {
  let done = 0;
  while (done < bytes.byteLength) {
    const { bytesWritten } = await handle.write(
      bytes,
      done,
      bytes.byteLength - done,
      position === null ? null : position + done,
    );
    done += bytesWritten;
  }
  return done;
}

// Not every file system lets a folder be synced; the rename itself is whole either way.
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {}
}

function temporaryName(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.tmp`;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

function missing(error: unknown): undefined {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw error;
}
