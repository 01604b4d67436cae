import type { CascadeEntry } from '../../cascade/cascade';
import { cascadeOn } from '../../cascade/cascade';
import { remotePolicies } from '../../cascade/conflicts/remote';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFacts } from '../../index/org-facts';

/** A target with its cascade. */
export interface MappedTarget {
  readonly key: string;
  readonly entries: readonly CascadeEntry[];
  readonly ties: boolean;
  /** Several of its policies share a number, though one with a lower number may decide. */
  readonly collides: boolean;
}

/**
 * All targets with enabled policies: contested ones first, most policies first, so that a cut leaves what is
 * worth seeing.
 */
export function mappedTargets(
  index: EnvironmentIndex,
  facts: OrgFacts | undefined,
  most: number,
): { readonly targets: readonly MappedTarget[]; readonly leftOut: number } {
  const remote = remotePolicies(facts);
  const keys = new Set(index.targets.keys());
  for (const policy of facts?.remoteOnly?.value ?? []) {
    if (!policy.enabled) continue;
    for (const { type, id } of policy.targets) {
      const key = index.keyOf(type, id);
      if (key !== undefined) keys.add(key);
    }
  }
  const counted = [...keys].map((key) => ({
    key,
    count: index.targets.entriesOn(key).length + (remote?.on(key).length ?? 0),
  }));
  counted.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const targets = counted.slice(0, most).map(({ key }): MappedTarget => {
    const { entries, ties, collisions } = cascadeOn(index, [key], { facts });
    return { key, entries, ties: ties.length > 0, collides: collisions.length > 0 };
  });
  return { targets, leftOut: Math.max(0, counted.length - most) };
}
