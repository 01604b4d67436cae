import { backendKind } from '../../backends';
import type { EnvironmentConfig } from '../../model/project';
import { type AllowedHosts, checkedUrl, isLoopback, UrlRefusal } from './checked-url';
import { endpointRefusal } from './refusal';

/** Where an environment's org is reached. */
export interface Endpoints {
  /**
   * The org as messages name it: `prod (acme.mypurecloud.com)`, with the host that gets the secret where that
   * is another one.
   */
  readonly org: string;
  /** Base of API paths, without a slash at the end. */
  readonly apiBase: string;
  readonly tokenUrl: string;
  /**
   * Under which credentials are kept: where they are used, the origin that gets them, and the environment.
   * Orgs of one region share their addresses, so that there the project's folder is part of it, too.
   */
  readonly credentialsKey: string;
  /** What state files remember of the org: its origin, or `loopback` for local ones whose port changes. */
  readonly identity: string;
}

/**
 * Resolves an environment to addresses, or throws an `endpoint` error that says what is wrong with its
 * configuration.
 */
export function endpointsOf(env: EnvironmentConfig, allowed: AllowedHosts, projectRoot: string): Endpoints {
  const kind = backendKind(env);
  const api =
    env.apiBaseUrl === undefined
      ? kind.defaultApiBase(env)
      : checked(env, 'apiBaseUrl', env.apiBaseUrl, allowed);
  const apiBase = (api.origin + api.pathname).replace(/\/+$/, '');
  const token =
    env.tokenUrl === undefined
      ? new URL(kind.defaultTokenUrl(env, apiBase))
      : checkedTokenUrl(env, env.tokenUrl, api, allowed);
  const shared = kind.sharesAddress && env.apiBaseUrl === undefined;
  const loginHost =
    env.tokenUrl === undefined || token.host === api.host ? '' : `, signs in at ${token.host}`;
  return {
    org: `${env.name} (${api.host}${loginHost})`,
    apiBase,
    tokenUrl: token.href,
    credentialsKey: [apiBase, token.origin, env.name, ...(shared ? [projectRoot] : [])].join(' '),
    identity: isLoopback(api.hostname) ? 'loopback' : api.origin,
  };
}

/**
 * The secret goes to the token address, so that it must be trusted as the org's own address is: in the same
 * way.
 */
function checkedTokenUrl(env: EnvironmentConfig, text: string, api: URL, allowed: AllowedHosts): URL {
  if (env.apiBaseUrl === undefined) {
    const own = new Set([api.host, api.host.replace(/^[^.]+/, 'login')]);
    const token = checked(env, 'tokenUrl', text, own);
    if (!isLoopback(token.hostname)) return token;
    throw endpointRefusal(
      env,
      `has a "tokenUrl" at ${token.host} beside the org's own address ${api.host}`,
      'Leave "tokenUrl" out: the org\'s own address is known.',
    );
  }
  const token = checked(env, 'tokenUrl', text, allowed);
  if (isLoopback(token.hostname) === isLoopback(api.hostname)) return token;
  throw endpointRefusal(
    env,
    `has a "tokenUrl" at ${token.host}, which is not trusted as its "apiBaseUrl" at ${api.host} is`,
    'Both must be loopback addresses, or both hosts that you allow.',
  );
}

function checked(env: EnvironmentConfig, key: string, text: string, allowed: AllowedHosts): URL {
  try {
    return checkedUrl(text, allowed);
  } catch (error) {
    if (!(error instanceof UrlRefusal)) throw error;
    throw endpointRefusal(
      env,
      `has an "${key}" that ${error.message}`,
      'Use a loopback address, or allow the host yourself with RECPOLICY_ALLOWED_HOSTS or in your user settings, not in the repository.',
    );
  }
}
