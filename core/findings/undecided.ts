import type { EnvironmentIndex } from '../index/environment-index';
import type { RuleContext } from '../rules/api';

/** Rules that speak only where the groups of the org are known. */
const BY_GROUPS: ReadonlySet<string> = new Set([
  'unknown-target',
  'empty-group',
  'concurrency-below-group-size',
]);

/** Rules whose findings differ from environment to environment. */
const BY_ENVIRONMENT: ReadonlySet<string> = new Set([
  ...BY_GROUPS,
  'unresolved-variable',
  'retention-below-environment-minimum',
  'priority-collision',
  'shadowed-policy',
  'overlapping-targets',
  'duplicate-policy-name',
  'duplicate-target',
  'screen-recording-disabled',
  'duplicate-settings',
  'minimum-retention-outdated',
  'concurrency-out-of-range',
  'ttl-long-lived',
  'storage-region',
  'retention-overlap',
  'retention-over-org-maximum',
  'dead-reference',
  'retention-indefinite-loses',
]);

/**
 * Whether it is not known if a rule would find anything: what it rests on was never fetched from an org, or
 * only one of several environments was looked at. A directive for such a rule may be needed and is not
 * reported as unused.
 */
export function isUndecided(
  code: string,
  context: Pick<RuleContext, 'project' | 'environments' | 'org'>,
): boolean {
  if (!BY_ENVIRONMENT.has(code)) return false;
  if (context.project.isPartial) return true;
  return context.environments.some((index) => lacksFacts(code, index, context));
}

function lacksFacts(
  code: string,
  { environment }: EnvironmentIndex,
  { org }: Pick<RuleContext, 'org'>,
): boolean {
  // Without a named environment there is no org that data could come from.
  if (environment.name === '') return false;
  const facts = org.facts(environment.name);
  if (BY_GROUPS.has(code)) return facts?.groups?.complete !== true;
  if (code === 'retention-below-environment-minimum')
    return environment.minimumRetentionDays === undefined && facts?.minimumRetentionDays === undefined;
  if (code === 'retention-over-org-maximum') return facts?.maximumRetentionDays === undefined;
  if (code === 'dead-reference') return facts?.names?.complete !== true;
  if (code === 'minimum-retention-outdated') return facts?.minimumRetentionDays === undefined;
  return false;
}
