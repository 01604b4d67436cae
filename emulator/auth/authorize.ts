import { ApiError } from '../errors';
import type { Operation } from '../http/openapi';
import type { EmulatedOrg } from '../org';
import type { AccessToken } from './tokens';

/** Checks the bearer token and its scopes. Operations without scopes (the token request) need none. */
export function authorize(
  org: EmulatedOrg,
  operation: Operation,
  authorization: string | undefined,
): AccessToken | undefined {
  if (operation.scopes.length === 0) return undefined;
  const token = checkToken(org, authorization);
  checkScopes(operation, token);
  const client = org.state.clients.find((candidate) => candidate.id === token.clientId);
  if (!client || client.missingPermissions?.includes(operation.id)) {
    throw new ApiError(403, 'missing.permissions', `The client lacks the permission for ${operation.id}.`, [
      { errorCode: 'missing.permissions', fieldName: operation.id },
    ]);
  }
  return token;
}

function checkToken(org: EmulatedOrg, authorization: string | undefined): AccessToken {
  const value = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
  if (value === undefined)
    throw unauthorized('authentication.required', 'The request carries no bearer token.');
  const token = org.tokens.use(value);
  if (typeof token === 'object') return token;
  if (token === 'unknown' && org.isTokenOfOtherOrg(value)) {
    throw new ApiError(
      403,
      'missing.permissions',
      `The token was issued by another org than '${org.state.name}'.`,
    );
  }
  throw unauthorized('bad.credentials', `The token is ${token}.`);
}

function checkScopes(operation: Operation, token: AccessToken): void {
  const missing = operation.scopes.map((needed) => needed.filter((scope) => !token.scopes.includes(scope)));
  if (missing.some((scopes) => scopes.length === 0)) return;
  const named = missing[0]!;
  throw new ApiError(
    403,
    'app.not.authorized.for.scope',
    `The application is not authorized for the scope ${named.join(' ')}.`,
    named.map((scope) => ({ errorCode: 'app.not.authorized.for.scope', fieldName: scope })),
  );
}

function unauthorized(code: string, message: string): ApiError {
  return new ApiError(401, code, message, [], { 'WWW-Authenticate': 'Bearer' });
}
