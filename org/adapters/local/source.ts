/** A document of a project as it is now: on disk, or in an editor. */
export interface SourceDocument {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Open in an editor with changes that are not on disk. */
  readonly unsaved?: boolean;
}

/** Where the documents of one project come from. */
export interface ProjectSource {
  /** Absolute path of the project's folder, with forward slashes. */
  readonly root: string;
  /**
   * The configuration, the policies and the recording settings, sorted by path. Rejects rather than leave one
   * out.
   */
  documents(): Promise<readonly SourceDocument[]>;
  /** The configuration alone, where reading that is cheaper; undefined where there is none. */
  config?(): Promise<SourceDocument | undefined>;
  /** The documents as they were at a Git reference; absent where there is no Git. */
  documentsAt?(reference: string): Promise<readonly SourceDocument[]>;
}
