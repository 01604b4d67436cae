import type { FileAccess, ListedFile, ReadResult } from '../platform';
import type { RemoteFiles } from './remote';
import { spelledKey } from './spelling';

/** Files of the disk where there is one, of the client otherwise. */
export class Files implements FileAccess {
  constructor(
    private readonly local: FileAccess | undefined,
    private readonly remote: RemoteFiles,
  ) {}

  read(uri: string): ReadResult | Promise<ReadResult> {
    return this.of(uri).read(uri);
  }

  list(
    folder: string,
    excluded: (path: string) => boolean,
  ): Iterable<readonly ListedFile[]> | AsyncIterable<readonly ListedFile[]> {
    return this.of(folder).list(folder, excluded);
  }

  expect(uris: readonly string[]): void {
    this.remote.expect(uris.filter((uri) => this.of(uri) === this.remote));
  }

  enter(folders: readonly string[]): void {
    this.local?.enter?.(folders);
  }

  ignored(key: string, folder: string): boolean {
    return this.of(key).ignored?.(key, folder) === true;
  }

  /** Whether a file is a link to what is no part of the project. */
  leadsOut(key: string, folder: string): boolean {
    return this.of(key).leadsOut?.(key, folder) === true;
  }

  ignoreFilesChanged(): void {
    this.local?.ignoreFilesChanged?.();
    this.remote.ignoreFilesChanged();
  }

  /** The key of the document that a key leads to, where there is a link in it. */
  linkTarget(key: string, folders: readonly string[]): string {
    const folder = folders.find((f) => key.startsWith(`${f}/`));
    return folder === undefined ? key : (this.of(key).target?.(key, folder) ?? key);
  }

  /** The key in the spelling of the folders and the disk, where names that differ in case name one file. */
  spelled(key: string, folders: readonly string[]): string {
    const { local } = this;
    if (local?.names === undefined || !key.startsWith('file:')) return key;
    return spelledKey(key, folders, (folder) => local.names?.(folder));
  }

  /** A file changed: what is remembered of it does not hold any more. */
  changed(uri: string): void {
    this.remote.forget(uri);
  }

  private of(uri: string): FileAccess {
    return this.local !== undefined && uri.startsWith('file:') ? this.local : this.remote;
  }
}
