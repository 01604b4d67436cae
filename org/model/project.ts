import type { OrgFacts } from '../../core/index/org-facts';
import type { ApiName } from '../../schemas/apis';
import type { EnvironmentValues } from './references/values';

/** An environment of `recpolicy.config.json`: one org. */
export interface EnvironmentConfig {
  readonly name: string;
  readonly api?: ApiName;
  readonly orgDomain?: string;
  readonly region?: string;
  readonly apiBaseUrl?: string;
  readonly tokenUrl?: string;
  readonly protected?: boolean;
  readonly minimumRetentionDays?: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** The same with what names mean in this environment's org, where that was read. */
  readonly values?: EnvironmentValues;
}

/** `foreign-policy`: a policy of a kind that no environment takes, this one included. */
export type LocalFileKind = 'policy' | 'recording-settings' | 'foreign-policy';

/** A file that belongs to an environment. */
export interface LocalFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly kind: LocalFileKind;
  readonly text: string;
  /** Open in an editor with changes that are not on disk: nothing is written to it. */
  readonly unsaved?: boolean;
}

/** A finding of the rules, as far as a deploy needs it. */
export interface FileFinding {
  readonly path: string;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  /** Zero-based. */
  readonly line?: number;
}

export interface FindingsOptions {
  /** Texts by path that stand in for the files': what a merge would make of them. */
  readonly overlay?: ReadonlyMap<string, string>;
  /** What was just read from the org, for the rules that rest on it. */
  readonly facts?: OrgFacts;
}

/** The files of an environment at a Git reference, with the variables they had. */
export interface FilesAt {
  readonly files: readonly LocalFile[];
  readonly variables: Readonly<Record<string, string>> | undefined;
}

/** What the engine needs of a project; command line and editor implement it on top of the rule engine. */
export interface ProjectFiles {
  /** Absolute path of the project's folder. */
  readonly root: string;
  /** Folder, relative to the project, for policies that have no file yet. */
  readonly pullFolder: string;
  environment(name: string): Promise<EnvironmentConfig | undefined>;
  /** The policy and settings files that belong to an environment, as they are now. */
  files(environment: string): Promise<readonly LocalFile[]>;
  /**
   * The same at a Git reference; absent where there is no Git. @throws `configuration` where there is none
   */
  filesAt?(environment: string, reference: string): Promise<FilesAt>;
  /** The findings of these files in this environment. */
  findings(
    environment: string,
    paths: readonly string[],
    options?: FindingsOptions,
  ): Promise<readonly FileFinding[]>;
}
