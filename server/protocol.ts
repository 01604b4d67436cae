/**
 * What this server and its clients say to each other beside the Language Server Protocol. Plain JSON, so that
 * any client can take part; a client that knows none of it is served all the same.
 */

import type { Position, Range } from '../core/text/lines';

/**
 * `initializationOptions` of `initialize`. Every member may be absent, null, or of the wrong type, which
 * counts as absent.
 */
export interface InitializationOptions {
  /**
   * `push`: findings are published at each keystroke and for files that are not open, even where the client
   * could pull. Absent: pull where the client can, else push. Never both.
   */
  readonly diagnostics?: 'push' | 'pull';
  /** Translations of the server's messages by English template; absent: English. */
  readonly l10n?: Readonly<Record<string, string>>;
  /** Folder of the rule pages, `<docsUri>/<code>.md`. Absent: findings carry no link. */
  readonly docsUri?: string;
  /**
   * Folder for the verdicts on mask patterns, which are remembered between runs. May be deleted at any time.
   */
  readonly cacheUri?: string;
  /**
   * Address of `masks-worker.js`, for a server in a Web Worker whose own script was given to it under another
   * address. Without it the verdicts on mask patterns rest on a quick look there.
   */
  readonly maskWorkerUri?: string;
  /**
   * Glob patterns of files and folders to leave out, relative to the workspace folder, like `files.exclude`.
   */
  readonly exclude?: readonly string[];
  /**
   * Whether the commands of our own extension exist there, and links in hovers may run them: lenses and
   * actions that only run one are left out otherwise.
   */
  readonly commands?: boolean;
  /** Whether the client wants `changed` notifications, for views on policies. */
  readonly views?: boolean;
  /** What is known of orgs at the start; see `OrgFactsParams`. */
  readonly orgFacts?: OrgFactsParams;
}

/** Settings of the section `recpolicy`. Absent, null, or of the wrong type: the default. */
export interface ServerSettings {
  /** The environment that hints and lenses speak about; empty: each that includes the file. */
  readonly environment: string;
  readonly validate: { readonly enable: boolean };
  readonly inlayHints: { readonly enable: boolean };
  readonly codeLens: { readonly enable: boolean };
}

/** Methods of the product's own messages. */
export const Methods = {
  /** Server → client request, for folders the server cannot read itself. `ListFilesParams` → URIs. */
  listFiles: 'recpolicy/listFiles',
  /**
   * Server → client request. `ReadFileParams` → `ReadFileResult`. An error answer means that the file cannot
   * be read.
   */
  readFile: 'recpolicy/readFile',
  /** Client → server request without parameters, answered with null at once by a server that is not stuck. */
  ping: 'recpolicy/ping',
  /** Client → server request without parameters: checks every file once more. → `ValidationSummary`. */
  validateProject: 'recpolicy/validateProject',
  /** Client → server request: the projects of the workspace, by their folders. → `ProjectsResult`. */
  projects: 'recpolicy/projects',
  /**
   * Client → server request: what an "effective policy" can be asked for. `InEnvironmentParams` →
   * `KnownTarget[]` of core.
   */
  knownTargets: 'recpolicy/knownTargets',
  /** Client → server request: the target named at a place. `TargetAtParams` → `TargetAtResult` or null. */
  targetAt: 'recpolicy/targetAt',
  /**
   * Client → server request. `EffectivePolicyParams` → `EffectiveReport` of core; null where there is no such
   * environment.
   */
  effectivePolicy: 'recpolicy/effectivePolicy',
  /**
   * Client → server request. `InEnvironmentParams` → `MarkdownResult`; null where there is no such
   * environment.
   */
  policyMap: 'recpolicy/policyMap',
  /**
   * Client → server request: the console steps of a `*.psr.json`. `DocumentParams` → `MarkdownResult`; null:
   * no such document.
   */
  consoleChecklist: 'recpolicy/consoleChecklist',
  /** Client → server request. `DocumentParams` → `PolicyTestsResult`; null: no such document. */
  policyTests: 'recpolicy/policyTests',
  /** Client → server request. `DocumentParams` → `PolicyTestRun[]`, each test in each of its environments. */
  runTests: 'recpolicy/runTests',
  /**
   * Server → client notification without parameters: findings, and so views on policies, may have changed.
   */
  changed: 'recpolicy/changed',
  /** Client → server notification: `OrgFactsParams`. */
  orgFacts: 'recpolicy/orgFacts',
} as const;

/**
 * Command of the server for clients whose code actions are commands: its argument is the WorkspaceEdit to
 * apply.
 */
export const APPLY_EDIT = 'recpolicy.applyEdit';

export interface ListFilesParams {
  /** Folder as a URI; only files below it are wanted. */
  readonly folder: string;
  /** Glob patterns of the product's documents. */
  readonly globs: readonly string[];
}

export interface ReadFileParams {
  readonly uri: string;
}

export interface ReadFileResult {
  readonly text: string;
}

/** How many files were checked and what was found in them, by severity. */
export interface ValidationSummary {
  readonly files: number;
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
}

/**
 * What was fetched from orgs, by environment; it replaces what was said of that environment before, null
 * forgets it. Holds nothing secret: the server neither needs nor takes credentials.
 */
export interface OrgFactsParams {
  /** URI of the project's folder; absent: of every project with such an environment. */
  readonly folder?: string;
  readonly environments: Readonly<Record<string, OrgFactsJson | null>>;
}

/** A fetched value with its age and completeness, as in core's `Dated`. */
export interface DatedJson<T> {
  readonly value: T;
  /** ISO 8601. */
  readonly asOf: string;
  readonly complete: boolean;
}

/** `OrgFacts` of core in plain JSON: maps are lists. */
export interface OrgFactsJson {
  readonly groups?: DatedJson<
    readonly {
      readonly id: string;
      readonly name?: string;
      readonly members?: number;
      readonly activeMembers?: number;
    }[]
  >;
  /** Names of things, `type` as in a target (`GROUP`, `USER`, `LOCATION`, `SKILL`). */
  readonly names?: DatedJson<
    readonly { readonly type: string; readonly id: string; readonly name: string }[]
  >;
  readonly minimumRetentionDays?: DatedJson<number>;
  readonly maximumRetentionDays?: DatedJson<number>;
  readonly streamLimit?: DatedJson<number>;
  readonly maxSimultaneousStreams?: DatedJson<number>;
  readonly remoteOnly?: DatedJson<
    readonly {
      readonly id: string;
      readonly name: string;
      readonly enabled: boolean;
      readonly priority: number;
      readonly retentionDays: number;
      readonly targets: readonly { readonly type: string; readonly id: string }[];
      /** As the org has them, empty where it has none; absent: not known. */
      readonly complianceSettings?: {
        readonly maskSensitiveData?: boolean;
        readonly allowedMaskPatterns?: readonly string[];
        readonly requireAgentConsent?: boolean;
      };
      readonly evaluationMode?: string;
    }[]
  >;
  /** Policies that were retired, or are on their way; `file` is a path in the project. */
  readonly retired?: readonly {
    readonly id: string;
    readonly name: string;
    readonly file?: string;
    readonly stage: 'retiring' | 'retired';
  }[];
}

export interface DocumentParams {
  readonly uri: string;
}

/**
 * An environment of a project; `folder` as in `ProjectsResult`, `environment` empty for the one of a project
 * that names none.
 */
export interface InEnvironmentParams {
  readonly folder: string;
  readonly environment: string;
}

export interface ProjectsResult {
  readonly projects: readonly {
    readonly folder: string;
    /** Names; a single empty one where the configuration names none. */
    readonly environments: readonly string[];
    readonly policies: number;
  }[];
  /** The folder of the project that the document asked about is in. */
  readonly current?: string;
}

export interface TargetAtParams extends DocumentParams {
  readonly position: Position;
}

export interface TargetRef {
  readonly type: string;
  readonly id: string;
}

export interface TargetAtResult {
  readonly folder: string;
  readonly target: TargetRef;
}

export interface EffectivePolicyParams extends InEnvironmentParams {
  /** What the agent has; all of it counts. */
  readonly targets: readonly TargetRef[];
}

export interface MarkdownResult {
  readonly markdown: string;
}

export interface PolicyTestsResult {
  /** The environments the tests run in; a single empty one where the configuration names none. */
  readonly environments: readonly string[];
  readonly tests: readonly { readonly name: string; readonly index: number; readonly range: Range }[];
}

/** One test in one environment. */
export interface PolicyTestRun {
  readonly index: number;
  readonly environment: string;
  readonly outcome: 'passed' | 'failed' | 'errored';
  readonly messages: readonly {
    readonly message: string;
    readonly range: Range;
    readonly expected?: string;
    readonly actual?: string;
  }[];
}
