import type { EnvironmentConfig } from '../../model/project';
import { scopesFor } from '../../transport/auth/scopes';
import { endpointRefusal } from '../../transport/endpoints/refusal';
import type { BackendKind } from '../kind';
import { WemBackend } from './wem-backend';

const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

export const wemKind: BackendKind = {
  sharesAddress: false,
  defaultApiBase,
  defaultTokenUrl: (_env, apiBase) => `${apiBase}/api/v2/oauth/token`,
  scopes: scopesFor,
  create: ({ http, tokens }) => new WemBackend(http, tokens),
};

function defaultApiBase(env: EnvironmentConfig): URL {
  if (env.orgDomain === undefined)
    throw endpointRefusal(
      env,
      'names no org',
      'Set "orgDomain" to the name in https://NAME.mypurecloud.com.',
    );
  if (!DOMAIN.test(env.orgDomain) || /^xn--/i.test(env.orgDomain)) {
    throw endpointRefusal(
      env,
      'has an "orgDomain" that is not a single name',
      'Write letters, digits and hyphens only: the NAME in https://NAME.mypurecloud.com.',
    );
  }
  return new URL(`https://${env.orgDomain.toLowerCase()}.mypurecloud.com`);
}
