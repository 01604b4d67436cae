/** Why a file gave no text. */
export type ReadProblem = 'missing' | 'folder' | 'too-large' | 'unreadable';

/** The text of a file, or why there is none; `detail` is the system's own word for it. */
export type ReadResult =
  | { readonly text: string }
  | { readonly problem: ReadProblem; readonly detail: string };

/** Something the walk came upon: a file by its name, or a folder that is named like one. */
export interface ListedFile {
  readonly uri: string;
  /** Changes when the file does (time and size); undefined where that is not known. */
  readonly stamp: number | undefined;
}

/** Access to files by URI. Answers at once where the platform can, so that ten thousand reads cost no ten thousand turns. */
export interface FileAccess {
  read(uri: string): ReadResult | Promise<ReadResult>;
  /** The product's documents below a folder, in portions. Folders that cannot be read are left out. */
  list(
    folder: string,
    excluded: (path: string) => boolean,
  ): Iterable<readonly ListedFile[]> | AsyncIterable<readonly ListedFile[]>;
}

/** What differs between Node and the browser. */
export interface Platform {
  /** Access to `file:` URIs; undefined where there is no file system: every file is then asked of the client. */
  readonly files: FileAccess | undefined;
}

/** More than this is no policy, and would cost memory and time; in UTF-16 code units. */
export const MAX_FILE_LENGTH = 64 * 1024 * 1024;
