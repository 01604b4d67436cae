import type { LocalPolicy } from './local';
import type { FieldChange, PlannedChange } from './plan';

/**
 * Losing more than this part of a policy's users at once is rather a fault of the directory than what is
 * meant.
 */
const MOST_LOST = 1 / 5;

/** Users that a change takes in and leaves out. */
interface Membership {
  readonly before: number;
  readonly joined: number;
  readonly left: number;
}

/** Of all changes, those that only follow the members of groups; everything else is left for a deploy. */
export function membershipChanges(
  changes: readonly PlannedChange[],
  locals: readonly LocalPolicy[],
): PlannedChange[] {
  return changes.filter((c) => {
    if (c.action === 'none') return true;
    if (!usesGroups(c, locals)) return false;
    return c.action !== 'update' || ((c.intoFile?.length ?? 0) === 0 && c.fields.every(isOfUsers));
  });
}

/** Marks changes by which more than a fifth of a policy's users would be lost through groups. */
export function blockByShrinking(
  changes: readonly PlannedChange[],
  locals: readonly LocalPolicy[],
): PlannedChange[] {
  return changes.map((c) => {
    const shrunk = membershipsOf(c, locals).find((m) => m.left - m.joined > m.before * MOST_LOST);
    if (shrunk === undefined) return c;
    const message = `Of ${shrunk.before} users ${shrunk.left} would be left out and ${shrunk.joined} join: more than a fifth is lost, while users come from groups. Look at the groups; if this is meant, allow it with --allow-shrink.`;
    return {
      ...c,
      action: 'blocked',
      reason: message,
      blockers: [...c.blockers, { code: 'membership-shrunk', message, stops: 'item' }],
    };
  });
}

/** How the users of policies change that come from groups. */
export function membershipNotes(changes: readonly PlannedChange[], locals: readonly LocalPolicy[]): string[] {
  return changes.flatMap((c) =>
    membershipsOf(c, locals).map(
      ({ joined, left }) =>
        `"${c.name}" takes users from groups: ${joined} ${joined === 1 ? 'joins' : 'join'}, ${left} ${left === 1 ? 'leaves' : 'leave'}.`,
    ),
  );
}

function membershipsOf(c: PlannedChange, locals: readonly LocalPolicy[]): Membership[] {
  if (c.action !== 'update' || !usesGroups(c, locals)) return [];
  return c.fields.filter(isOfUsers).map(({ from, to }) => {
    const [before, after] = [new Set(Array.isArray(from) ? from : []), new Set(Array.isArray(to) ? to : [])];
    return {
      before: before.size,
      joined: [...after].filter((id) => !before.has(id)).length,
      left: [...before].filter((id) => !after.has(id)).length,
    };
  });
}

function isOfUsers({ path }: FieldChange): boolean {
  return path.endsWith('/forUsers');
}

function usesGroups(c: PlannedChange, locals: readonly LocalPolicy[]): boolean {
  return locals.some((l) => l.file.path === c.file && l.usesGroups === true);
}
