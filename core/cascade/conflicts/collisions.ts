import type { OrgFactsSource } from '../../index/org-facts';
import type { PolicyFacts } from '../../index/policy-facts';
import type { TargetEntry } from '../../index/target-index';
import { agentText, targetName, targetText } from './messages';
import type { PolicyRank } from './policy-rank';

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
  readonly winner: TargetEntry | undefined;
}

/** The collisions of a policy, or undefined. */
export function collisionsOf(ranks: readonly PolicyRank[], org: OrgFactsSource): Collision | undefined {
  let others: Map<PolicyFacts, CollidingEntry> | undefined;
  let least = 0;
  let witness: { first: CollidingEntry; agent: string; winner: TargetEntry | undefined } | undefined;
  const environments = new Set<string>();
  for (const { index, policy, shared } of ranks) {
    for (const { key, targetIndex, entries, from, to } of shared) {
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
      const winner = from > 0 ? entries[0] : undefined;
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
