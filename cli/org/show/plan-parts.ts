import { loweringCount, loweringFirst, type Plan, type PlannedChange } from '../../../org/commands/plan/plan';
import { count } from './values';

/** A plan's changes as they are shown. */
export interface PlanParts {
  /** What a deploy does or cannot do, and what the org changed: shown one by one. */
  readonly shown: readonly PlannedChange[];
  readonly remoteOnly: readonly PlannedChange[];
  readonly inSync: number;
}

export function partsOf(plan: Plan): PlanParts {
  const shown = loweringFirst(plan.changes).filter((c) => c.action !== 'remote-only' && !isInSync(c));
  return {
    shown,
    remoteOnly: plan.changes.filter((c) => c.action === 'remote-only'),
    inSync: plan.changes.filter(isInSync).length,
  };
}

function isInSync(c: PlannedChange): boolean {
  return c.action === 'none' && c.agreesAlready === true;
}

/** One line: what a deploy would do, and what stands in its way. */
export function planSummary(plan: Plan): string {
  const { inSync, remoteOnly } = partsOf(plan);
  const n = (action: PlannedChange['action']) => plan.changes.filter((c) => c.action === action).length;
  const drifted = n('none') - inSync;
  const parts = [
    ...(n('create') > 0 ? [`${n('create')} to create`] : []),
    ...(n('update') > 0 ? [`${n('update')} to update`] : []),
    ...(n('removed') > 0
      ? [
          `${n('removed')} ${plan.changes.some((c) => c.irreversible === 'retire') ? 'to retire' : 'without a file'}`,
        ]
      : []),
    ...(n('conflict') > 0 ? [count(n('conflict'), 'conflict')] : []),
    ...(n('blocked') + plan.blockers.length > 0 ? [`${n('blocked') + plan.blockers.length} blocked`] : []),
  ];
  const rest = [
    ...(inSync > 0 ? [`${inSync} in sync`] : []),
    ...(drifted > 0 ? [`${drifted} left as in the org`] : []),
    ...(remoteOnly.length > 0 ? [`${remoteOnly.length} only in the org`] : []),
  ];
  const head =
    parts.length === 0 ? `Nothing to do in ${plan.org}` : `Plan for ${plan.org}: ${parts.join(', ')}`;
  const lowers = loweringCount(plan);
  const warning = lowers === 0 ? '' : `. Lowers protection: ${lowers}`;
  return `${head}${rest.length === 0 ? '' : ` (${rest.join(', ')})`}${warning}.`;
}
