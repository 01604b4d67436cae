import { resolveVariables } from '../../document/variables';
import type { Dated, GroupFact } from '../../index/org-facts';
import type { TargetFact } from '../../index/policy-facts';
import type { RuleContext } from '../../rules/api';

/** A GROUP target in an environment whose groups are all known. */
export interface GroupTarget {
  readonly target: TargetFact;
  /** The resolved id as written. */
  readonly id: string;
  /** What the org says of the group; undefined when it has none of that id. */
  readonly group: GroupFact | undefined;
  readonly environment: string;
  readonly known: Dated<ReadonlyMap<string, GroupFact>>;
}

const NONE: readonly GroupTarget[] = [];

/**
 * The policy's GROUP targets in the environments whose groups were fetched whole; elsewhere nothing can be
 * said.
 */
export function groupTargets(ctx: RuleContext): readonly GroupTarget[] {
  const { policy } = ctx;
  if (policy === undefined) return NONE;
  let found: GroupTarget[] | undefined;
  for (const { environment } of ctx.environments) {
    const known = ctx.org.facts(environment.name)?.groups;
    if (known === undefined || !known.complete) continue;
    for (const target of policy.targets) {
      if (target.type !== 'GROUP') continue;
      const id = resolveVariables(target.id, environment.variables);
      if (id === undefined) continue;
      found ??= [];
      found.push({
        target,
        id,
        group: known.value.get(id.toLowerCase()),
        environment: environment.name,
        known,
      });
    }
  }
  return found ?? NONE;
}
