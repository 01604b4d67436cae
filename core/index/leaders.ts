import type { EnvironmentIndex } from './environment-index';
import { type PolicyFacts, targetKey } from './policy-facts';
import { firstAbove } from './target-index';

interface Leader {
  readonly index: EnvironmentIndex;
  readonly key: string;
  /** The lowest number on the target before the change; undefined where nobody was on it. */
  readonly before: number | undefined;
}

/**
 * Who leads on the targets of a policy before it changes. Where another number leads afterwards, policies
 * between the two are covered or are so no more, which their neighbours' findings rest on although these
 * share no target with the policy that changed.
 */
export class Leaders {
  private readonly leaders: Leader[] = [];

  constructor(private readonly indexes: readonly EnvironmentIndex[]) {}

  /** Takes note of the targets of a version of the policy. */
  note(policy: PolicyFacts): void {
    if (!policy.enabled || policy.priority === undefined) return;
    for (const index of this.indexes)
      index.eachTarget(policy, ({ type }, id) => {
        const key = targetKey(type, id);
        this.leaders.push({ index, key, before: index.targets.lowestOn(key) });
      });
  }

  /** Calls back for each policy that is covered now on a target and was not, or the other way round. */
  eachAffected(callback: (index: EnvironmentIndex, policy: PolicyFacts) => void): void {
    for (const { index, key, before } of this.leaders) {
      const now = index.targets.lowestOn(key);
      if (now === before) continue;
      const low = Math.min(now ?? Number.POSITIVE_INFINITY, before ?? Number.POSITIVE_INFINITY);
      const high = Math.max(now ?? Number.POSITIVE_INFINITY, before ?? Number.POSITIVE_INFINITY);
      const entries = index.targets.entriesOn(key);
      for (let i = firstAbove(entries, low); i < entries.length && entries[i]!.priority <= high; i++)
        callback(index, entries[i]!.policy);
    }
  }
}
