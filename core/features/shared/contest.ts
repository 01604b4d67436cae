import { cascadeOn } from '../../cascade/cascade';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';

/** Who stands on a target and who wins, without the reasons. */
export interface TargetContest {
  /** Enabled policies on the target: facts of files, or facts of the org. */
  readonly policies: readonly object[];
  /** The one that applies; undefined where several tie. */
  readonly winner: { readonly label: string; readonly uri: string | undefined } | undefined;
}

/**
 * The contest on a target by index key. Where only files and priorities decide, the index has the answer
 * sorted already: hints and lenses are asked for at every keystroke, and thousands of policies may share one
 * group.
 */
export function contestForTarget(
  index: EnvironmentIndex,
  key: string,
  facts: OrgFacts | undefined,
): TargetContest {
  const { overlaps } = index.environment.traits;
  const onlyFiles = facts?.remoteOnly === undefined && facts?.retired === undefined;
  if (overlaps === 'lowest-priority-number' && onlyFiles) {
    const entries = index.targets.entriesOn(key);
    const first = entries[0];
    const tied = first !== undefined && entries[1]?.priority === first.priority;
    return {
      policies: entries.map((e) => e.policy),
      winner: first === undefined || tied ? undefined : { label: first.policy.label, uri: first.policy.uri },
    };
  }
  const { entries, winner } = cascadeOn(index, [key], { facts });
  return {
    policies: entries.map((e) => e.policy.facts ?? e.policy.remote!),
    winner: winner && { label: winner.policy.label, uri: winner.policy.facts?.uri },
  };
}
