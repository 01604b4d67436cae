import type { FieldPath } from '../policy/fields';
import type { PayloadFields } from '../policy/payload';
import { EnvironmentValues } from './values';

const GROUPS = '/forGroups';
const USERS = '/forUsers';

/** A list of groups whose members stand for users, and the list of users that they are added to. */
interface GroupList {
  readonly path: FieldPath;
  readonly usersPath: FieldPath;
  readonly groups: readonly string[];
}

/** The lists of groups in a policy. */
export function groupLists(fields: PayloadFields): GroupList[] {
  return [...fields].flatMap(([path, value]) => {
    if (!path.endsWith(GROUPS) || !Array.isArray(value)) return [];
    const usersPath = `${path.slice(0, -GROUPS.length)}${USERS}`;
    return [{ path, usersPath, groups: value.filter((v): v is string => typeof v === 'string') }];
  });
}

/**
 * The fields with the members of groups among the users: what the org gets and is compared with. The platform
 * knows no groups in conditions. Without the members of every group the lists stay as they are, and {@link
 * groupFault} says why.
 */
export function withMembers(fields: PayloadFields, values: ReadonlyMap<string, string>): PayloadFields {
  const lists = groupLists(fields);
  if (lists.length === 0 || groupFault(fields, values) !== undefined) return fields;
  const out = new Map(fields);
  for (const { path, usersPath, groups } of lists) {
    const users = out.get(usersPath);
    const own = Array.isArray(users) ? users : [];
    out.delete(path);
    // Also where it is empty: no group at all is no word for everybody.
    out.set(usersPath, [...new Set([...own, ...groups.flatMap((id) => membersOf(values, id))])]);
  }
  return out;
}

/** Those of the users that no group of the list brings along. */
export function withoutMembers(
  users: readonly unknown[],
  groups: readonly string[],
  values: ReadonlyMap<string, string>,
): unknown[] {
  const members = new Set<unknown>(groups.flatMap((id) => membersOf(values, id)));
  return users.filter((id) => !members.has(id));
}

/** Why the groups of a policy cannot be expanded, a sentence; undefined where they can. */
export function groupFault(fields: PayloadFields, values: ReadonlyMap<string, string>): string | undefined {
  for (const { groups } of groupLists(fields))
    for (const id of groups) {
      if (values instanceof EnvironmentValues && values.missingGroups.has(id))
        return `The org has no group ${id}, so nobody can be recorded for it. Correct "forGroups".`;
      if (membersOf(values, id).length === 0)
        return `The group ${id} has no active member, so the policy would lose its agents. Add members to it, or take it out of "forGroups".`;
    }
  return undefined;
}

function membersOf(values: ReadonlyMap<string, string>, id: string): readonly string[] {
  return values instanceof EnvironmentValues ? (values.members.get(id) ?? []) : [];
}
