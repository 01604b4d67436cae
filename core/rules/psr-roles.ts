import { isRecord } from '../config/read';

/** A role of a `*.psr.json` with its place in `roles`. */
export interface ListedRole {
  readonly index: number;
  readonly name: string;
  readonly role: Readonly<Record<string, unknown>>;
}

/** Whether sessions of a role are recorded. An absent flag is off, as an unticked box of the console is. */
export function isRecorded(role: unknown): boolean {
  return isRecord(role) && role['recordSessionActivity'] === true;
}

/** The roles that have a name, in their order; entries of another shape are reported as type mismatches. */
export function listedRoles(roles: unknown): ListedRole[] {
  if (!Array.isArray(roles)) return [];
  return roles.flatMap((role: unknown, index) =>
    isRecord(role) && typeof role['name'] === 'string' ? [{ index, name: role['name'], role }] : [],
  );
}
