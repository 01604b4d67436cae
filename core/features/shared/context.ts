import type { CoreDocument } from '../../documents/document';
import type { OrgFactsSource } from '../../org-facts';
import type { EnvironmentIndex } from '../../project/environment-index';
import type { Project } from '../../project/project';
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
  /** The commands of our own extension exist there (code lenses and actions that only run a command are left out otherwise). */
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

/** Everything a language feature may look at. Read-only and at hand: only features that say so read other files. */
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
 * The environments a feature speaks about: the chosen one where it includes the document, else all that include it. For the
 * configuration, which belongs to none, all of the project.
 */
export function environmentsFor(ctx: FeatureContext): readonly EnvironmentIndex[] {
  const including =
    ctx.doc.kind === 'config' ? ctx.project.environments : ctx.project.environmentsOf(ctx.doc.path);
  if (ctx.environment === undefined) return including;
  const chosen = including.filter((i) => i.environment.name === ctx.environment);
  return chosen.length > 0 ? chosen : including;
}
