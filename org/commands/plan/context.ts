import type { OrgFacts } from '../../../core/index/org-facts';
import type { Organization, OrgBackend, RemotePolicy } from '../../backends/backend';
import type { EnvironmentConfig, LocalFile, ProjectFiles } from '../../model/project';
import type { Workplace } from '../../state/workplace';
import type { Emit } from '../events';
import type { Plan } from './plan';

/** What planning works on. */
export interface PlanContext {
  readonly environment: EnvironmentConfig;
  readonly project: ProjectFiles;
  readonly workplace: Workplace;
  readonly backend: OrgBackend;
  /** What state files remember of the org. */
  readonly orgIdentity: string;
  /** The org as it says of itself; undefined for an API that does not tell. */
  readonly organization: Organization | undefined;
  /** Org and OAuth client, to which the plan is pinned. */
  readonly identity: string;
  readonly facts?: OrgFacts | undefined;
  readonly emit: Emit;
  readonly signal?: AbortSignal | undefined;
}

export interface PlanOptions {
  /** Only these files (relative to the project) are planned; absent: all of the environment. */
  readonly files?: readonly string[] | undefined;
  /** The files win over what the org has where nothing is known of a common base. */
  readonly adopt?: boolean | undefined;
  /** A Git reference whose files are the last common base of all that has none. */
  readonly since?: string | undefined;
  /** Policies that were deployed from here and have no file any more are retired. */
  readonly remove?: boolean | undefined;
  /** Only changes of who is a member of groups are planned. */
  readonly membershipOnly?: boolean;
  /** Groups may have lost more than a fifth of their users. */
  readonly allowShrink?: boolean;
  /** Leaves out what the org is asked beside its policies and settings. */
  readonly withoutChecks?: boolean | undefined;
}

/** A plan, and what it was made from. */
export interface Planned {
  readonly plan: Plan;
  readonly remotes: readonly RemotePolicy[];
  readonly files: ReadonlyMap<string, LocalFile>;
  /** Target groups that the org does not have, or does not have yet. */
  readonly missingGroups: readonly string[];
}
