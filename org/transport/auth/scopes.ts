/** What a command does with an org, from which the scopes it asks for follow. */
export type Capability =
  | 'read-policies'
  | 'write-policies'
  | 'delete-policies'
  | 'read-directory'
  | 'read-settings'
  | 'write-settings'
  | 'read-orphans'
  | 'write-orphans'
  | 'read-audit';

/**
 * The scopes of the `wem` API. Settings and orphaned recordings are the live platform's, and so are their
 * scopes.
 */
export const WEM_SCOPES: Readonly<Record<Capability, readonly string[]>> = {
  'read-policies': ['wem:screenrecording:read', 'wem:policy:read'],
  'write-policies': ['wem:screenrecording:write', 'wem:policy:write'],
  'delete-policies': ['wem:screenrecording:delete'],
  'read-directory': ['organization:admin'],
  'read-settings': ['recordings:readonly'],
  'write-settings': ['recordings'],
  'read-orphans': ['quality:readonly'],
  'write-orphans': ['quality'],
  'read-audit': ['org.admin.auditlogs.view', 'audit.log.export'],
};

/** Scopes whose absence from a grant says nothing: the org API's description does not name them. */
const NOT_DECISIVE = new Set(['recordings', 'recordings:readonly', 'quality', 'quality:readonly']);

/** The scope that a request of the `wem` API stands under, where that is known. */
export function scopeOfRequest(method: string, path: string): string | undefined {
  if (path.startsWith('/api/v2/wem/screenrecording/')) {
    const verb = method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'write';
    return `wem:screenrecording:${verb}`;
  }
  if (path.startsWith('/api/v2/audit/logs')) return 'org.admin.auditlogs.view';
  if (path.startsWith('/api/v2/users/groups')) return 'organization:admin';
  return path.startsWith('/api/v2/wem/environment/') ? 'wem:policy:read' : undefined;
}

/** The scopes to ask for, each once, in a stable order. */
export function scopesFor(capabilities: readonly Capability[]): string[] {
  return [...new Set(capabilities.flatMap((c) => WEM_SCOPES[c]))];
}

/**
 * The needed scopes that were not granted. A grant that names none grants what was asked (RFC 6749, 5.1). A
 * scope without `:readonly` includes the one with it.
 */
export function missingScopes(needed: readonly string[], granted: readonly string[] | undefined): string[] {
  if (granted === undefined) return [];
  const has = new Set(granted);
  return needed.filter((s) => !has.has(s) && !has.has(s.replace(/:readonly$/, '')) && !NOT_DECISIVE.has(s));
}

/** `scope` of a token answer: a space-separated string or an array; undefined where there is none. */
export function grantedScopes(scope: unknown): string[] | undefined {
  if (typeof scope === 'string') return scope.split(/[\s,]+/).filter((s) => s !== '');
  if (Array.isArray(scope)) return scope.filter((s): s is string => typeof s === 'string');
  return undefined;
}
