import type { CoreDocument } from '../../document/document';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFactsSource } from '../../index/org-facts';
import type { Project } from '../../index/project';
import type { MaskFeatures } from './mask-features';

/** What the client at the other end can do; everything defaults to the least. */
export interface ClientAbilities {
  /** Completion items may hold snippet placeholders. */
  readonly snippets: boolean;
  /** Hovers and documentation may be Markdown. */
  readonly markdown: boolean;
  /** Completion items may carry separate insert and replace ranges. */
  readonly insertReplace: boolean;
  /** Workspace edits may create files and carry versioned document changes. */
  readonly createFiles: boolean;
  /**
   * The commands of our own extension exist there (code lenses and actions that only run a command are left
   * out otherwise).
   */
  readonly commands: boolean;
}

export const PLAIN_CLIENT: ClientAbilities = {
  snippets: false,
  markdown: false,
  insertReplace: false,
  createFiles: false,
  commands: false,
};

/** The text of a file as it is in an editor or on disk; undefined where it cannot be read. */
export type ReadText = (uri: string) => Promise<string | undefined>;

/**
 * Everything a language feature may look at. Read-only and at hand: only features that say so read other
 * files.
 */
export interface FeatureContext {
  readonly doc: CoreDocument;
  readonly project: Project;
  readonly org: OrgFactsSource;
  /** The environment chosen in the editor; undefined where none is. */
  readonly environment: string | undefined;
  readonly abilities: ClientAbilities;
  readonly masks: MaskFeatures;
  /** The address of a rule's documentation page, if there is one to open. */
  readonly docsUrl?: (code: string) => string | undefined;
  /** Milliseconds since the epoch, for the age of org data. */
  readonly now: number;
}

/**
 * The environments a feature speaks about: the chosen one where it is among the document's own, else all of
 * those.
 */
export function environmentsFor(ctx: FeatureContext): readonly EnvironmentIndex[] {
  const own = environmentsOf(ctx);
  if (ctx.environment === undefined) return own;
  const chosen = own.filter((i) => i.environment.name === ctx.environment);
  return chosen.length > 0 ? chosen : own;
}

/**
 * Those that include the document. Tests hold in the environment they name, else in all, wherever their file
 * is; so does the configuration.
 */
function environmentsOf({ doc, project }: FeatureContext): readonly EnvironmentIndex[] {
  if (doc.kind !== 'config' && doc.kind !== 'tests') return project.environmentsOf(doc.path);
  const name = doc.kind === 'tests' ? doc.property('environment')?.value : undefined;
  if (name === undefined) return project.environments;
  return project.environments.filter((i) => i.environment.name === name);
}
