import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts, RemotePolicyFact } from '../../index/org-facts';
import { type PolicyFacts, type TargetFact, targetKey } from '../../index/policy-facts';
import type { Project } from '../../index/project';
import { retirementOf } from '../retired';

/** A policy that names a target and takes no part there. */
export interface IdlePolicy {
  readonly label: string;
  readonly state: 'disabled' | 'retiring' | 'retired';
  readonly priority: number | undefined;
  readonly retentionDays: number | undefined;
  /** Undefined for one that only the org has. */
  readonly facts: PolicyFacts | undefined;
  readonly remote: RemotePolicyFact | undefined;
  readonly target: TargetFact | undefined;
}

/**
 * Policies that name one of the targets, given by index key, and take no part: disabled ones, of files and of
 * the org, and such as are retired or on their way. It is what somebody who misses them wants to know.
 */
export function idlePoliciesOn(
  project: Project,
  index: EnvironmentIndex,
  keys: ReadonlySet<string>,
  orgFacts: OrgFacts | undefined,
): IdlePolicy[] {
  const found: IdlePolicy[] = [];
  for (const facts of project.allPolicies()) {
    const retirement = retirementOf(facts, orgFacts);
    if ((facts.enabled && retirement === undefined) || !index.environment.includes(facts.path)) continue;
    const target = facts.targets.find((t) => keys.has(index.keyOfTarget(t) ?? ''));
    if (target === undefined) continue;
    const { label, priority, retentionDays } = facts;
    const state = retirement?.stage ?? 'disabled';
    found.push({ label, state, priority, retentionDays, facts, remote: undefined, target });
  }
  found.sort((a, b) => (a.facts!.uri < b.facts!.uri ? -1 : 1));
  for (const remote of orgFacts?.remoteOnly?.value ?? []) {
    if (remote.enabled || !remote.targets.some((t) => keys.has(targetKey(t.type, t.id)))) continue;
    const { name: label, priority, retentionDays } = remote;
    const state = orgFacts?.retired?.find((r) => r.id === remote.id)?.stage ?? 'disabled';
    found.push({ label, state, priority, retentionDays, facts: undefined, remote, target: undefined });
  }
  return found;
}
