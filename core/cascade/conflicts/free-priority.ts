import type { ProjectConfig } from '../../config/config';
import type { EnvironmentIndex } from '../../index/environment-index';
import type { OrgFactsSource } from '../../index/org-facts';
import { type PolicyFacts, targetKey } from '../../index/policy-facts';
import { firstAbove, firstAt, type TargetEntry } from '../../index/target-index';
import { remotePolicies } from './remote';

const NONE: readonly TargetEntry[] = [];

/** Without configured bands, a priority is taken to belong to its hundred. */
const CUSTOMARY_BAND = 100;

/** The band a priority is in: a configured one, else its hundred. Both ends included. */
export function bandOf(config: ProjectConfig, priority: number): { low: number; high: number } {
  const band = config.bands.find((b) => priority >= b.low && priority <= b.high);
  if (band !== undefined) return band;
  const low = Math.floor(priority / CUSTOMARY_BAND) * CUSTOMARY_BAND;
  return { low, high: low + CUSTOMARY_BAND - 1 };
}

/**
 * The priorities between two numbers that other policies have on any target of this policy, in any of the
 * environments; of a disabled policy, which contests nothing, those that only the org has.
 */
export function takenPriorities(
  policy: PolicyFacts,
  environments: readonly EnvironmentIndex[],
  org: OrgFactsSource,
  low: number,
  high: number,
): Set<number> {
  const taken = new Set<number>();
  for (const index of environments) {
    const remote = remotePolicies(org.facts(index.environment.name));
    index.eachTarget(policy, ({ type }, id) => {
      const key = targetKey(type, id);
      const entries = policy.enabled ? index.targets.entriesOn(key) : NONE;
      // Steps over all policies of one priority at once: thousands may have the same.
      for (let i = firstAt(entries, low); i < entries.length; ) {
        const { priority } = entries[i]!;
        if (priority > high) break;
        const end = firstAbove(entries, priority);
        if (end - i > 1 || entries[i]!.policy !== policy) taken.add(priority);
        i = end;
      }
      for (const other of remote?.on(key) ?? []) taken.add(other.priority);
    });
  }
  return taken;
}

/**
 * The free number nearest to a priority between two bounds (the higher one of two equally near), or
 * undefined.
 */
export function nearestFree(
  taken: ReadonlySet<number>,
  wish: number,
  low: number,
  high: number,
): number | undefined {
  for (let distance = 0; distance <= Math.min(high - low, 1000); distance++) {
    for (const candidate of [wish + distance, wish - distance]) {
      if (candidate >= low && candidate <= high && !taken.has(candidate)) return candidate;
    }
  }
  return undefined;
}
