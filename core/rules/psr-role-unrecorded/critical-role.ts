import { isCritical } from './critical';

/** Why a role is critical: a permission by its place in `permissions`, or the role's own name. */
export type CriticalReason = { readonly permission: number } | 'name';

/**
 * Roles that are named as critical: whoever administers the organization, security, billing, users or what is
 * kept. Bare "Admin" is a standard role, which psr-global-recording knows.
 */
const NAMED =
  /^(?:organi[sz]ation|security|billing|users?|user management|retention|compliance|encryption(?: keys?)?|password polic(?:y|ies)|data residency|screen recording|recording|audit)[ -]+(?:admins?|administrators?|managers?|owners?)$/i;

/** Why a role can edit what is critical; undefined where nothing in the file says that it can. */
export function criticalReason(role: Readonly<Record<string, unknown>>): CriticalReason | undefined {
  const permissions = role['permissions'];
  if (Array.isArray(permissions)) {
    const permission = permissions.findIndex((p) => typeof p === 'string' && isCritical(p));
    if (permission >= 0) return { permission };
  }
  const name = role['name'];
  return typeof name === 'string' && NAMED.test(name.trim()) ? 'name' : undefined;
}
