import { OrgError } from '../transport/errors/org-error';
import type { AppendFile, FileSystem } from './file-system';
import { joinPath } from './file-system';
import { readStoredJson, readStoredText, type StoredJson, type StoredText, textOf } from './stored-json';
import { TEMPORARY } from './temporary';
import type { UserState } from './user-state';

/** What an org may have in facts or a deploy in its record, with room. */
const MAX_BYTES = 64 * 1_048_576;

/**
 * Small files of this machine's own: lock, journal, last deploy, fetched facts. None of them is taken from a
 * repository.
 */
export class RunFiles {
  /**
   * @param folder of one environment of one project; it is made with the first file
   * @param notice told in a sentence of what was found and could not be used
   */
  constructor(
    private readonly state: UserState,
    readonly folder: string,
    readonly notice: (message: string) => void = () => undefined,
  ) {}

  get fs(): FileSystem {
    return this.state.fs;
  }

  path(name: string): string {
    return joinPath(this.folder, name);
  }

  read(name: string): Promise<StoredJson> {
    return readStoredJson(this.fs, this.path(name), MAX_BYTES);
  }

  readText(name: string): Promise<StoredText> {
    return readStoredText(this.fs, this.path(name), MAX_BYTES);
  }

  async write(name: string, value: unknown): Promise<void> {
    await this.writeText(name, textOf(value));
  }

  writeText(name: string, text: string): Promise<void> {
    return this.made(() => this.fs.writeText(this.path(name), text));
  }

  /** False when there is such a file already. */
  createExclusive(name: string, value: unknown): Promise<boolean> {
    return this.made(() => this.fs.createExclusive(this.path(name), textOf(value)));
  }

  async append(name: string): Promise<AppendFile> {
    const path = this.path(name);
    return this.fs.append(path, (await this.fs.stat(path))?.size ?? 0);
  }

  async remove(name: string): Promise<void> {
    await this.fs.remove(this.path(name));
  }

  async names(): Promise<string[]> {
    return this.fs.list(this.folder);
  }

  /** Removes what a killed process left of interrupted writes. Call under the lock. */
  async sweep(): Promise<void> {
    for (const name of await this.names()) if (TEMPORARY.test(name)) await this.remove(name);
  }

  /** Says in which folder nothing could be written, as nobody looks for it among the project's files. */
  private async made<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (!UNWRITABLE.has(code)) throw error;
      throw new OrgError({
        kind: 'file',
        org: 'recpolicy',
        what: `the folder for locks and journals cannot be written (${code}): ${this.state.folder}`,
        written: 'Nothing was written.',
        advice: `Without it two runs could write at once. Give write permission, or set XDG_STATE_HOME to a folder of your own.`,
        cause: error,
      });
    }
  }
}

const UNWRITABLE: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST']);
