import { knownScopes } from '../http/openapi';
import type { OAuthClient } from '../state/model';

const policyScopes = knownScopes.filter(
  (scope) => scope.startsWith('wem:') || scope === 'organization:admin',
);

/**
 * The clients of a local org. Ids and secrets are public constants: they open this process and nothing else.
 * `deployer` may do everything, the others lack something on purpose.
 */
export function demoClients(org: string): OAuthClient[] {
  const client = (role: string, scopes: readonly string[], rest: Partial<OAuthClient> = {}): OAuthClient => ({
    id: `${org}-${role}`,
    secret: `local-${org}-${role}`,
    scopes: [...scopes],
    ...rest,
  });
  return [
    client('deployer', knownScopes),
    client(
      'reader',
      knownScopes.filter((scope) => /:read(only)?$/.test(scope) || scope === 'organization:admin'),
    ),
    client(
      'no-policy-write',
      policyScopes.filter((scope) => scope !== 'wem:policy:write'),
    ),
    client('auditor', ['org.admin.auditlogs.view', 'audit.log.export']),
    client('no-permission', knownScopes, {
      missingPermissions: ['createPolicy', 'replacePolicy', 'deletePolicy'],
    }),
  ];
}
