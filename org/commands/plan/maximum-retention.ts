import { fieldsOf } from '../../model/policy/payload';
import { isOrgError } from '../../transport/errors/org-error';
import type { PlanContext } from './context';
import type { PlannedChange } from './plan';

/** Days on which recordings of interactions are deleted; screen recordings have a boundary of their own. */
const DELETE_DAYS = '/retentionDuration/deleteRetention/days';

/**
 * The days that the org keeps recordings at most, asked for only where something that is written says how
 * long.
 */
export async function maximumFor(
  { backend, emit, signal }: PlanContext,
  changes: readonly PlannedChange[],
): Promise<number | undefined> {
  if (backend.maximumRetention === undefined || changes.every((c) => longest(c) === 0)) return undefined;
  try {
    return await backend.maximumRetention(signal);
  } catch (error) {
    if (!isOrgError(error, 'forbidden') && !isOrgError(error, 'not-found')) throw error;
    emit({
      type: 'notice',
      message: `Whether the org keeps data that long is not known: ${error.message}`,
    });
    return undefined;
  }
}

/** Marks changes that keep recordings longer than the org keeps data: it refuses them. */
export function blockByMaximum(
  changes: readonly PlannedChange[],
  maximum: number | undefined,
): PlannedChange[] {
  if (maximum === undefined) return [...changes];
  return changes.map((c) => {
    const days = longest(c);
    if (days <= maximum) return c;
    const message = `Kept ${days} days, and this org keeps data ${maximum} days at most, so that it refuses the policy. Shorten the retention, or raise the org's own.`;
    return {
      ...c,
      action: 'blocked',
      reason: message,
      blockers: [...c.blockers, { code: 'retention-over-org-maximum', message, stops: 'item' }],
    };
  });
}

function longest(c: PlannedChange): number {
  if ((c.action !== 'create' && c.action !== 'update') || c.desired === undefined) return 0;
  const days = [...fieldsOf(c.desired)].flatMap(([path, value]) =>
    path.endsWith(DELETE_DAYS) && typeof value === 'number' ? [value] : [],
  );
  return Math.max(0, ...days);
}
