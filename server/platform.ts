import type { OrgFactsSource } from '../core/index/org-facts';
import type { MaskWorker } from '../masks/worker/protocol';

/** Why a file gave no text. */
export type ReadProblem =
  | 'missing'
  | 'folder'
  | 'too-large'
  | 'unreadable'
  /** A link to what is no part of the project. */
  | 'outside';

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

/**
 * Access to files by URI. Answers at once where the platform can, so that ten thousand reads cost no ten
 * thousand turns.
 */
export interface FileAccess {
  read(uri: string): ReadResult | Promise<ReadResult>;
  /** The product's documents below a folder, in portions. Folders that cannot be read are left out. */
  list(
    folder: string,
    excluded: (path: string) => boolean,
  ): Iterable<readonly ListedFile[]> | AsyncIterable<readonly ListedFile[]>;
  /** The workspace folders: where there is no configuration, a link may lead to what is in them. */
  enter?(folders: readonly string[]): void;
  /** Whether Git ignores a file or folder of the given workspace folder, or a folder that it is in. */
  ignored?(uri: string, folder: string): boolean;
  /** Whether a file is a link to what is no part of the project in the given workspace folder. */
  leadsOut?(uri: string, folder: string): boolean;
  /**
   * The URI of the document that a URI with a link in it leads to; the same URI where there is none, or where
   * it leads to no document of the project.
   */
  target?(uri: string, folder: string): string;
  /** What is remembered of `.gitignore` files does not hold any more. */
  ignoreFilesChanged?(): void;
  /** These files are read next, in this order: whoever waits long for each may ask for several at a time. */
  expect?(uris: readonly string[]): void;
  /**
   * All names in a folder, undefined where it cannot be read. There only where names that differ in case name
   * one file.
   */
  names?(folder: string): readonly string[] | undefined;
}

/**
 * Keeps what took long to work out, between runs. Disposable: whatever goes wrong with it costs time and
 * nothing else.
 */
export interface VerdictStore {
  /** What was saved last; undefined where nothing usable is there. */
  load(): unknown;
  save(verdicts: unknown): void;
}

/** Facts of orgs that something else on this machine has fetched. */
export interface StoredOrgFacts extends OrgFactsSource {
  /** Whether they have changed since they were asked for. */
  hasChanged(): boolean;
}

/** What differs between Node and the browser. */
export interface Platform {
  /**
   * Access to `file:` URIs; undefined where there is no file system: every file is then asked of the client.
   */
  readonly files: FileAccess | undefined;
  /**
   * How a worker is started that analyses mask patterns, so that none holds up an answer; undefined where
   * there can be none. `scriptUri` is where the client says that its code is.
   */
  readonly maskWorker?: (scriptUri: string | undefined) => (() => MaskWorker) | undefined;
  /** What is kept on this machine of the orgs of projects; folders are URIs. */
  readonly storedFacts?: (warn: (message: string) => void) => StoredOrgFacts;
  /** Where verdicts on masks are kept; `cacheUri` is the client's folder for such things, if it named one. */
  readonly verdicts?: (cacheUri: string | undefined) => VerdictStore;
}

/** More than this is no policy, and would cost memory and time; in UTF-16 code units. */
export const MAX_FILE_LENGTH = 64 * 1024 * 1024;
