import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFactsSource, RemotePolicyFact } from '../../index/org-facts';
import { type PolicyFacts, targetKey } from '../../index/policy-facts';
import { firstAbove, firstAt, type TargetEntry } from '../../index/target-index';
import { type RemotePolicies, remotePolicies } from './remote';

/** A target of a policy that other enabled policies of the environment have too. */
export interface SharedTarget {
  /** Type and resolved id, lower case. */
  readonly key: string;
  /** Which of the policy's targets it is. */
  readonly targetIndex: number;
  /** All enabled policies of files on it, this one included, winner first. */
  readonly entries: readonly TargetEntry[];
  /** The entries of this policy's priority: from (inclusive) to (exclusive). Those before it win. */
  readonly from: number;
  readonly to: number;
  /** Enabled policies on it that only the org has, as far as they are known, lowest number first. */
  readonly remote: readonly RemotePolicyFact[];
}

/** The rank of an enabled policy among the others of one environment. */
export interface PolicyRank {
  readonly index: EnvironmentIndex;
  readonly policy: PolicyFacts;
  readonly priority: number;
  readonly shared: readonly SharedTarget[];
  /**
   * Every target resolves and is covered by a policy with a lower number: this one never applies. `files`:
   * policies of files alone cover them all; `org`: some are covered by policies that only the org has.
   */
  readonly shadowed: 'files' | 'org' | undefined;
  /** The policies that only the org has; undefined where they are not known. */
  readonly remote: RemotePolicies | undefined;
}

const NONE: readonly PolicyRank[] = [];
const NOTHING: readonly RemotePolicyFact[] = [];

/**
 * The standings of a policy in those of its environments in which it shares a target, with another file's
 * policy or with one that only the org has. Environments of the live platform are left out: it does not
 * decide overlaps by priority.
 */
export function policyRanks(
  policy: PolicyFacts | undefined,
  environments: readonly EnvironmentIndex[],
  org: OrgFactsSource,
): readonly PolicyRank[] {
  if (policy === undefined || !policy.enabled || policy.priority === undefined) return NONE;
  let ranks: PolicyRank[] | undefined;
  for (const index of environments) {
    const { environment } = index;
    if (environment.traits.overlaps !== 'lowest-priority-number') continue;
    const remote = remotePolicies(org.facts(environment.name));
    if (remote === undefined && !policy.maybeShared) continue;
    const rank = rankIn(index, policy, policy.priority, remote);
    if (rank === undefined) continue;
    ranks ??= [];
    ranks.push(rank);
  }
  return ranks ?? NONE;
}

function rankIn(
  index: EnvironmentIndex,
  policy: PolicyFacts,
  priority: number,
  remote: RemotePolicies | undefined,
): PolicyRank | undefined {
  let shared: SharedTarget[] | undefined;
  let resolved = 0;
  let covered = 0;
  let coveredByFiles = 0;
  index.eachTarget(policy, (target, id) => {
    resolved++;
    const key = targetKey(target.type, id);
    const others = index.targets.shared(key);
    const onlyInOrg = remote?.on(key) ?? NOTHING;
    if (others === undefined && onlyInOrg.length === 0) return;
    const entries = others ?? index.targets.entriesOn(key);
    const from = firstAt(entries, priority);
    if (from > 0) coveredByFiles++;
    if (from > 0 || leads(onlyInOrg, priority)) covered++;
    shared ??= [];
    const to = firstAbove(entries, priority);
    shared.push({ key, targetIndex: target.index, entries, from, to, remote: onlyInOrg });
  });
  if (shared === undefined) return undefined;
  const never =
    covered === resolved &&
    policy.targets.every((t) => !t.variable || index.keyOf(t.type, t.id) !== undefined);
  const shadowed = never ? (coveredByFiles === resolved ? 'files' : 'org') : undefined;
  return { index, policy, priority, shared, shadowed, remote };
}

/**
 * Whether a policy that is indexed with a priority loses on each of its targets, so that `shadowed-policy` is
 * reported on it.
 */
export function neverApplies(
  policy: PolicyFacts,
  index: EnvironmentIndex,
  remote: RemotePolicies | undefined,
): boolean {
  const priority = policy.priority!;
  for (const target of policy.targets) {
    const key = index.keyOfTarget(target);
    if (key === undefined) return false;
    const lowest = index.targets.lowestOn(key);
    const isCovered =
      (lowest !== undefined && lowest < priority) ||
      (remote !== undefined && leads(remote.on(key), priority));
    if (!isCovered) return false;
  }
  return true;
}

function leads(remote: readonly RemotePolicyFact[], priority: number): boolean {
  return remote.length > 0 && remote[0]!.priority < priority;
}
