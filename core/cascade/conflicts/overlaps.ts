import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';
import type { PolicyFacts } from '../../index/policy-facts';
import type { TargetEntry } from '../../index/target-index';
import type { PolicyRank, SharedTarget } from './policy-rank';
import { minimumRetention } from './retention';

/** Neighbours looked at on each side of a policy on one target; the winner is always looked at. */
const MAX_NEIGHBOURS = 20;

/** In what two policies differ. */
export interface Difference {
  readonly retention: boolean;
  readonly compliance: boolean;
}

/** One policy that shares a target, has another priority and differs. */
export interface OverlappingPolicy {
  readonly entry: TargetEntry;
  readonly difference: Difference;
}

/** The overlap on one target in one environment. */
export interface Overlap {
  readonly shared: SharedTarget;
  /** The winner on the target; the policy itself where it wins. */
  readonly winner: TargetEntry;
  readonly wins: boolean;
  /** The winner first where it differs, then neighbours by priority. Never empty. */
  readonly others: readonly OverlappingPolicy[];
  /** Other policies on the target besides those in `others`, whether they differ or not. */
  readonly more: number;
}

/**
 * The overlap on a shared target, or undefined where nobody of another priority differs. Nothing is said
 * where this policy is tied for the win: `priority-collision` says it.
 */
export function overlapOn(
  shared: SharedTarget,
  { policy, index }: PolicyRank,
  facts: OrgFacts | undefined,
): Overlap | undefined {
  const { entries, from, to } = shared;
  const wins = from === 0;
  if (wins && to > 1) return undefined;
  const others: OverlappingPolicy[] = [];
  const compareWith = (entry: TargetEntry): void => {
    const difference = differenceOf(policy, entry.policy, index, facts);
    if (difference !== undefined) others.push({ entry, difference });
  };
  if (from > 0) compareWith(entries[0]!);
  for (let i = from - 1; i > Math.max(0, from - MAX_NEIGHBOURS); i--) compareWith(entries[i]!);
  for (let i = to; i < Math.min(entries.length, to + MAX_NEIGHBOURS); i++) compareWith(entries[i]!);
  if (others.length === 0) return undefined;
  return { shared, winner: entries[0]!, wins, others, more: entries.length - (to - from) - others.length };
}

/**
 * What would be different for an agent; retentions that the environment lifts to one minimum are the same.
 */
function differenceOf(
  a: PolicyFacts,
  b: PolicyFacts,
  index: EnvironmentIndex,
  facts: OrgFacts | undefined,
): Difference | undefined {
  let retention = a.retentionDays !== b.retentionDays;
  if (retention && a.retentionDays !== undefined && b.retentionDays !== undefined) {
    const minimum = minimumRetention(index.environment, facts)?.days ?? 0;
    retention = Math.max(a.retentionDays, minimum) !== Math.max(b.retentionDays, minimum);
  }
  if (a.retentionDays === undefined || b.retentionDays === undefined) retention = false;
  const compliance = a.compliance !== b.compliance;
  return retention || compliance ? { retention, compliance } : undefined;
}
