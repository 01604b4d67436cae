/** What stands at a path; a symbolic link is told, not followed. */
export interface FileStat {
  readonly kind: 'file' | 'directory' | 'symlink' | 'other';
  /** Bytes. */
  readonly size: number;
}

/** A file that grows; what `flush` has confirmed survives a crash. */
export interface AppendFile {
  write(text: string): Promise<void>;
  /** Resolves with the file's size in bytes once everything written is on disk. */
  flush(): Promise<number>;
  close(): Promise<void>;
}

/** A file being made under another name until it is whole. */
export interface PendingFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Puts it in place, on disk. */
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/** The file system as the engine uses it. Paths are absolute, with forward slashes. */
export interface FileSystem {
  readText(path: string): Promise<string | undefined>;
  /**
   * The whole text or the old one, whatever happens meanwhile (temporary file, fsync, rename); makes folders.
   */
  writeText(path: string, text: string): Promise<void>;
  /** Makes a file that must not exist yet, with its content at once; false when it exists. */
  createExclusive(path: string, text: string): Promise<boolean>;
  /** Removes a file; one that is gone already is fine. */
  remove(path: string): Promise<void>;
  /** Names in a folder; none where there is no folder. */
  list(folder: string): Promise<string[]>;
  stat(path: string): Promise<FileStat | undefined>;
  /** The path with every symbolic link resolved; undefined where nothing is there. */
  realPath(path: string): Promise<string | undefined>;
  /** Opens for appending after cutting the file to `size` bytes; makes it where it is missing. */
  append(path: string, size: number): Promise<AppendFile>;
  pending(path: string): Promise<PendingFile>;
}

export function joinPath(...parts: readonly string[]): string {
  return parts
    .filter((p) => p !== '')
    .join('/')
    .replace(/([^:])\/{2,}/g, '$1/');
}
