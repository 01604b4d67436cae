import type { Environment } from '../../config/environment';
import type { OrgFacts } from '../../index/org-facts';

/** The least retention an environment keeps recordings for, and where the figure is from. */
export interface RetentionMinimum {
  readonly days: number;
  /** When it was fetched, ISO 8601; undefined for a figure of the configuration. */
  readonly asOf: string | undefined;
  readonly complete: boolean;
}

/**
 * The environment's minimum: the configuration's figure, else the one last fetched from the org, else
 * unknown.
 */
export function minimumRetention(
  environment: Environment,
  facts: OrgFacts | undefined,
): RetentionMinimum | undefined {
  if (environment.minimumRetentionDays !== undefined)
    return { days: environment.minimumRetentionDays, asOf: undefined, complete: true };
  const fact = facts?.minimumRetentionDays;
  return fact === undefined ? undefined : { days: fact.value, asOf: fact.asOf, complete: fact.complete };
}
