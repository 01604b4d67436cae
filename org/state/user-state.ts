import type { FileSystem } from './file-system';

/**
 * Where this machine keeps what it alone knows of projects (locks, journals, facts): a folder of the user,
 * never one of a repository, as whoever wrote the repository would then say what was interrupted, retired or
 * known here.
 */
export interface UserState {
  /** Writes files for the user alone. */
  readonly fs: FileSystem;
  /** Absolute path with forward slashes. It need not exist. */
  readonly folder: string;
  /**
   * Why nothing that lies there may be used for the project of this folder, a clause; undefined where all is
   * well.
   */
  problem(projectRoot: string): string | undefined;
}
