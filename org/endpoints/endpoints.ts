import { OrgError } from '../errors/org-error';
import type { EnvironmentConfig } from '../project';
import { type AllowedHosts, checkedUrl, isLoopback, UrlRefusal } from './checked-url';
import { REGIONS } from './regions';

/** Where an environment's org is reached. */
export interface Endpoints {
  /** The org as messages name it: `prod (acme.mypurecloud.com)`. */
  readonly org: string;
  /** Base of API paths, without a slash at the end. */
  readonly apiBase: string;
  readonly tokenUrl: string;
  /** Under which credentials are kept: the origin they are used at, and the one that gets them where that differs. */
  readonly credentialsKey: string;
  /** What state files remember of the org: its origin, or `loopback` for local ones whose port changes. */
  readonly identity: string;
}

const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Resolves an environment to addresses, or throws an `endpoint` error that says what is wrong with its configuration. */
export function endpointsOf(env: EnvironmentConfig, allowed: AllowedHosts): Endpoints {
  const api =
    env.apiBaseUrl === undefined ? platformBase(env) : checked(env, 'apiBaseUrl', env.apiBaseUrl, allowed);
  const apiBase = (api.origin + api.pathname).replace(/\/+$/, '');
  const token =
    env.tokenUrl === undefined
      ? ownTokenUrl(env, apiBase)
      : checked(env, 'tokenUrl', env.tokenUrl, allowed).href;
  const tokenOrigin = new URL(token).origin;
  return {
    org: `${env.name} (${api.host})`,
    apiBase,
    tokenUrl: token,
    credentialsKey: tokenOrigin === api.origin ? api.origin : `${api.origin} ${tokenOrigin}`,
    identity: isLoopback(api.hostname) ? 'loopback' : api.origin,
  };
}

function platformBase(env: EnvironmentConfig): URL {
  if (env.api === 'platform') {
    if (env.region === undefined || !REGIONS.includes(env.region)) {
      throw refusal(
        env,
        env.region === undefined ? 'has no region' : 'names a region the platform does not have',
        `Set "region" to one of ${REGIONS.join(', ')}.`,
      );
    }
    return new URL(`https://api.${env.region}`);
  }
  if (env.orgDomain === undefined)
    throw refusal(env, 'names no org', 'Set "orgDomain" to the name in https://NAME.mypurecloud.com.');
  if (!DOMAIN.test(env.orgDomain) || /^xn--/i.test(env.orgDomain)) {
    throw refusal(
      env,
      'has an "orgDomain" that is not a single name',
      'Write letters, digits and hyphens only: the NAME in https://NAME.mypurecloud.com.',
    );
  }
  return new URL(`https://${env.orgDomain.toLowerCase()}.mypurecloud.com`);
}

function ownTokenUrl(env: EnvironmentConfig, apiBase: string): string {
  if (env.api !== 'platform') return `${apiBase}/api/v2/oauth/token`;
  return env.apiBaseUrl === undefined ? `https://login.${env.region}/oauth/token` : `${apiBase}/oauth/token`;
}

function checked(env: EnvironmentConfig, key: string, text: string, allowed: AllowedHosts): URL {
  try {
    return checkedUrl(text, allowed);
  } catch (error) {
    if (!(error instanceof UrlRefusal)) throw error;
    throw refusal(
      env,
      `has an "${key}" that ${error.message}`,
      'Use a loopback address, or allow the host yourself with RECPOLICY_ALLOWED_HOSTS or in your user settings, not in the repository.',
    );
  }
}

function refusal(env: EnvironmentConfig, what: string, advice: string): OrgError {
  return new OrgError({
    kind: 'endpoint',
    org: env.name,
    what: `the environment ${what}, so credentials are sent nowhere`,
    written: 'Nothing was sent.',
    advice,
  });
}
