import type { EnvironmentIndex } from '../../index/environment-index';
import { type PolicyFacts, targetKey } from '../../index/policy-facts';
import { firstAbove, firstAt, type TargetEntry } from '../../index/target-index';

/** A target of a policy that other enabled policies of the environment have too. */
export interface SharedTarget {
  /** Type and resolved id, lower case. */
  readonly key: string;
  /** Which of the policy's targets it is. */
  readonly targetIndex: number;
  /** All enabled policies on it, this one included, winner first. */
  readonly entries: readonly TargetEntry[];
  /** The entries of this policy's priority: from (inclusive) to (exclusive). Those before it win. */
  readonly from: number;
  readonly to: number;
}

/** Where an enabled policy stands among the others of one environment. */
export interface PolicyRank {
  readonly index: EnvironmentIndex;
  readonly policy: PolicyFacts;
  readonly priority: number;
  readonly shared: readonly SharedTarget[];
  /** Every target resolves and is covered by a policy with a lower number: this one never applies. */
  readonly shadowed: boolean;
}

const NONE: readonly PolicyRank[] = [];

/**
 * The standings of a policy in those of its environments in which it shares a target. Environments of the
 * live platform are left out: it does not decide overlaps by priority.
 */
export function policyRanks(
  policy: PolicyFacts | undefined,
  environments: readonly EnvironmentIndex[],
): readonly PolicyRank[] {
  if (policy === undefined || !policy.enabled || policy.priority === undefined || !policy.maybeShared)
    return NONE;
  let ranks: PolicyRank[] | undefined;
  for (const index of environments) {
    if (index.environment.traits.overlaps !== 'lowest-priority-number') continue;
    const rank = rankIn(index, policy, policy.priority);
    if (rank === undefined) continue;
    ranks ??= [];
    ranks.push(rank);
  }
  return ranks ?? NONE;
}

function rankIn(index: EnvironmentIndex, policy: PolicyFacts, priority: number): PolicyRank | undefined {
  let shared: SharedTarget[] | undefined;
  let resolved = 0;
  let covered = 0;
  index.eachTarget(policy, (target, id) => {
    resolved++;
    const key = targetKey(target.type, id);
    const entries = index.targets.shared(key);
    if (entries === undefined) return;
    const from = firstAt(entries, priority);
    if (from > 0) covered++;
    shared ??= [];
    shared.push({ key, targetIndex: target.index, entries, from, to: firstAbove(entries, priority) });
  });
  if (shared === undefined) return undefined;
  const shadowed =
    covered === resolved &&
    policy.targets.every((t) => !t.variable || index.keyOf(t.type, t.id) !== undefined);
  return { index, policy, priority, shared, shadowed };
}
