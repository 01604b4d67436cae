import type { EnvironmentIndex } from '../index/environment-index';
import type { OrgFacts } from '../index/org-facts';
import type { TargetFact } from '../index/policy-facts';
import { remotePolicies } from './conflicts/remote';
import { minimumRetention, type RetentionMinimum } from './conflicts/retention';
import { lossReason, tieReason, winReason } from './reasons';
import { retirementOf } from './retired';
import type { CascadeOrder, CascadePolicy } from './types';

/** One step of a cascade. */
export interface CascadeEntry {
  readonly policy: CascadePolicy;
  /** `ties`: of the winning priority, together with others, so that the last write decides. */
  readonly outcome: 'wins' | 'ties' | 'loses';
  /** Why it wins or loses, as a sentence for people. */
  readonly reason: string;
  /** Days recordings would be kept under it, the environment's minimum applied. */
  readonly retentionInForce: number | undefined;
  /** The policy's targets that match, by index key (`TYPE:id`, lower-cased id). */
  readonly matched: readonly string[];
  /** Where the first matching target stands in the policy's file. */
  readonly target: TargetFact | undefined;
}

/** All policies that match, winner first. */
export interface Cascade {
  readonly environment: string;
  readonly order: CascadeOrder;
  readonly entries: readonly CascadeEntry[];
  /** The one policy that applies; undefined where none matches or where several tie. */
  readonly winner: CascadeEntry | undefined;
  /** The policies that tie for the win (two or more), else empty. */
  readonly ties: readonly CascadeEntry[];
  /**
   * Every priority that several of the entries have, lowest first: collisions, also such that are decided by
   * a lower number.
   */
  readonly collisions: readonly number[];
  /** Days recordings are kept; undefined where nothing applies or ties disagree. */
  readonly retentionDays: number | undefined;
  readonly minimum: RetentionMinimum | undefined;
}

export interface CascadeOptions {
  /** What is known of the environment's org: its minimum retention and the policies that only it has. */
  readonly facts?: OrgFacts | undefined;
}

interface TargetMatch {
  readonly policy: CascadePolicy;
  readonly matched: string[];
  readonly target: TargetFact | undefined;
}

/**
 * The cascade of the enabled policies on any of the targets, given by index key (`EnvironmentIndex.keyOf`).
 */
export function cascadeOn(
  index: EnvironmentIndex,
  keys: readonly string[],
  options: CascadeOptions = {},
): Cascade {
  const { environment } = index;
  const order: CascadeOrder =
    environment.traits.overlaps === 'longest-retention' ? 'longest-retention' : 'lowest-priority';
  const matches = matchesOn(index, keys, options.facts);
  matches.sort((a, b) => compare(a.policy, b.policy, order));
  const top = matches[0]?.policy;
  // The platform keeps the longest retention of all that match: equals do not disagree.
  const tied =
    order === 'lowest-priority' && matches[1] !== undefined && matches[1].policy.priority === top!.priority;
  const minimum = minimumRetention(environment, options.facts);
  const entries = matches.map(({ policy, matched, target }, i): CascadeEntry => {
    const ties = tied && policy.priority === top!.priority;
    const outcome = ties ? 'ties' : i === 0 ? 'wins' : 'loses';
    const retentionInForce =
      policy.retentionDays === undefined ? undefined : Math.max(policy.retentionDays, minimum?.days ?? 0);
    const reason =
      outcome === 'ties'
        ? tieReason(policy)
        : outcome === 'wins'
          ? winReason(policy, order, matches[1]?.policy)
          : lossReason(policy, top!, order, tied);
    return { policy, outcome, reason, retentionInForce, matched, target };
  });
  const ties = entries.filter((e) => e.outcome === 'ties');
  const winner = entries[0]?.outcome === 'wins' ? entries[0] : undefined;
  const kept = new Set((winner === undefined ? ties : [winner]).map((e) => e.retentionInForce));
  return {
    environment: environment.name,
    order,
    entries,
    winner,
    ties,
    collisions: order === 'lowest-priority' ? repeated(entries) : [],
    retentionDays: kept.size === 1 ? [...kept][0] : undefined,
    minimum,
  };
}

function matchesOn(
  index: EnvironmentIndex,
  keys: readonly string[],
  facts: OrgFacts | undefined,
): TargetMatch[] {
  const remote = remotePolicies(facts);
  const found = new Map<object, TargetMatch>();
  for (const key of new Set(keys)) {
    for (const { policy, targetIndex, priority } of index.targets.entriesOn(key)) {
      const known = found.get(policy);
      if (known !== undefined) {
        known.matched.push(key);
        continue;
      }
      if (retirementOf(policy, facts) !== undefined) continue;
      const { label, retentionDays } = policy;
      found.set(policy, {
        policy: { label, priority, retentionDays, facts: policy, remote: undefined },
        matched: [key],
        target: policy.target(targetIndex),
      });
    }
    for (const policy of remote?.on(key) ?? []) {
      const known = found.get(policy);
      if (known !== undefined) {
        known.matched.push(key);
        continue;
      }
      const { name: label, priority, retentionDays } = policy;
      found.set(policy, {
        policy: { label, priority, retentionDays, facts: undefined, remote: policy },
        matched: [key],
        target: undefined,
      });
    }
  }
  return [...found.values()];
}

function compare(a: CascadePolicy, b: CascadePolicy, order: CascadeOrder): number {
  if (order === 'longest-retention') {
    const longer = (b.retentionDays ?? 0) - (a.retentionDays ?? 0);
    if (longer !== 0) return longer;
  }
  if (a.priority !== b.priority) return a.priority - b.priority;
  const left = a.facts?.uri ?? a.remote!.id;
  const right = b.facts?.uri ?? b.remote!.id;
  return left < right ? -1 : left > right ? 1 : 0;
}

function repeated(entries: readonly CascadeEntry[]): number[] {
  const found: number[] = [];
  for (let i = 1; i < entries.length; i++) {
    const { priority } = entries[i]!.policy;
    if (priority === entries[i - 1]!.policy.priority && found.at(-1) !== priority) found.push(priority);
  }
  return found;
}
