import type { OrgBasis } from '../../findings/finding';
import type { OrgFactsSource } from '../../index/org-facts';
import type { PolicyFacts } from '../../index/policy-facts';
import type { TargetEntry } from '../../index/target-index';
import { agentText, targetName, targetText } from './messages';
import type { PolicyRank, SharedTarget } from './policy-rank';

/** Others of the same priority are looked at up to this many; beyond, only their number is given. */
const MAX_NEIGHBOURS = 200;

/** One policy that has the same priority on a shared target. */
export interface CollidingEntry {
  readonly entry: TargetEntry;
  /** The first target shared with it, in words. */
  readonly target: string;
}

/** All collisions of one policy, over its environments. */
export interface Collision {
  /** Each other policy once, the one of the witness first. */
  readonly others: readonly CollidingEntry[];
  /** How many there are. */
  readonly count: number;
  readonly environments: readonly string[];
  /** The witness: one agent to whom both apply, in words. */
  readonly agent: string;
  /** The policy that wins over both for the witness; undefined where the outcome is open for some agent. */
  readonly winner: CollisionWinner | undefined;
}

/** Who wins over policies that collide. */
export interface CollisionWinner {
  readonly label: string;
  readonly priority: number;
  /** Set where only the org has it: in which environment, and how old and complete that knowledge is. */
  readonly basis: OrgBasis | undefined;
}

/** The collisions of a policy, or undefined. */
export function collisionsOf(ranks: readonly PolicyRank[], org: OrgFactsSource): Collision | undefined {
  let others: Map<PolicyFacts, CollidingEntry> | undefined;
  let least = 0;
  let witness: { first: CollidingEntry; agent: string; winner: CollisionWinner | undefined } | undefined;
  const environments = new Set<string>();
  for (const rank of ranks) {
    const { index, policy } = rank;
    for (const shared of rank.shared) {
      const { key, targetIndex, entries, from, to } = shared;
      if (to - from < 2) continue;
      environments.add(index.environment.name);
      least = Math.max(least, to - from - 1);
      others ??= new Map();
      const fact = policy.target(targetIndex);
      const target = targetText(fact.type, fact.id, targetName(org.facts(index.environment.name), key));
      let first: CollidingEntry | undefined;
      for (let i = from; i < to && (others.size < MAX_NEIGHBOURS || first === undefined); i++) {
        const entry = entries[i]!;
        if (entry.policy === policy) continue;
        const colliding = { entry, target };
        first ??= colliding;
        if (!others.has(entry.policy)) others.set(entry.policy, colliding);
      }
      const winner = winnerOver(shared, rank);
      // Where nobody wins over both, the outcome is open: the better witness.
      if (witness === undefined || (witness.winner !== undefined && winner === undefined))
        witness = { first: first!, agent: agentText(fact.type, target), winner };
    }
  }
  if (others === undefined || witness === undefined) return undefined;
  const { first, agent, winner } = witness;
  const rest = [...others.values()].filter((o) => o.entry.policy !== first.entry.policy);
  return {
    others: [first, ...rest],
    count: Math.max(least, others.size),
    environments: [...environments],
    agent,
    winner,
  };
}

/** The policy of the lowest number on a target, where that is not the number that collides. */
function winnerOver({ entries, from, remote }: SharedTarget, rank: PolicyRank): CollisionWinner | undefined {
  const inFiles = from > 0 ? entries[0]! : undefined;
  const inOrg = remote[0];
  if (inOrg !== undefined && inOrg.priority < (inFiles?.priority ?? rank.priority)) {
    const { asOf, complete } = rank.remote!.source;
    const basis = { environment: rank.index.environment.name, asOf, complete };
    return { label: inOrg.name, priority: inOrg.priority, basis };
  }
  return inFiles && { label: inFiles.policy.label, priority: inFiles.priority, basis: undefined };
}
