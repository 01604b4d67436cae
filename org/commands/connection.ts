import { backendKind } from '../backends';
import type { OrgBackend } from '../backends/backend';
import { digest } from '../model/digest';
import type { EnvironmentConfig } from '../model/project';
import type { CredentialSource } from '../transport/auth/credentials';
import type { Capability } from '../transport/auth/scopes';
import type { TokenPool } from '../transport/auth/token-pool';
import { variableName } from '../transport/auth/variables';
import type { AllowedHosts } from '../transport/endpoints/checked-url';
import { type Endpoints, endpointsOf } from '../transport/endpoints/endpoints';
import { assertVerifiedTls } from '../transport/endpoints/verified-tls';
import { OrgError } from '../transport/errors/org-error';
import type { RetryPolicy } from '../transport/http/backoff';
import { type ApiRequest, HttpClient, type RetryNotice } from '../transport/http/client';
import type { Clock } from '../transport/http/clock';
import type { ExchangeLimits, Fetch } from '../transport/http/exchange';

/** How orgs are reached; tests bring their own clock, chance and fetch. */
export interface ConnectionOptions {
  /** Absolute path of the project. */
  readonly projectRoot: string;
  readonly credentials: CredentialSource;
  readonly allowedHosts: AllowedHosts;
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: Fetch;
  readonly retry?: RetryPolicy | undefined;
  readonly limits?: ExchangeLimits | undefined;
  readonly onRetry: (notice: RetryNotice) => void;
  /** The token of this org was renewed. */
  readonly onRenewed?: (org: string) => void;
  readonly tokens: TokenPool;
  readonly pace?: (request: ApiRequest) => Promise<void>;
}

export interface Connection {
  readonly backend: OrgBackend;
  readonly endpoints: Endpoints;
  /** The access token, for what the org's own origin serves outside its API. */
  readonly token: (signal?: AbortSignal) => Promise<string>;
  /** Org and OAuth client: what a plan is pinned to. No secret can be learnt from it. */
  readonly identity: string;
}

/** Connects an environment for one command, asking for the scopes of what it does. Nothing is sent yet. */
export async function connect(
  env: EnvironmentConfig,
  capabilities: readonly Capability[],
  o: ConnectionOptions,
): Promise<Connection> {
  const endpoints = endpointsOf(env, o.allowedHosts, o.projectRoot);
  assertVerifiedTls(endpoints, process.env);
  const credentials = await o.credentials.credentials({
    environment: env.name,
    key: endpoints.credentialsKey,
  });
  if (credentials === undefined) throw noCredentials(env, endpoints);
  if (credentials.clientId.includes(':')) throw noCredentials(env, endpoints);
  const shared = {
    org: endpoints.org,
    clock: o.clock,
    random: o.random,
    fetch: o.fetch,
    ...(o.retry === undefined ? {} : { retry: o.retry }),
    ...(o.limits === undefined ? {} : { limits: o.limits }),
  };
  const kind = backendKind(env);
  const tokens = o.tokens.source({
    ...shared,
    tokenUrl: endpoints.tokenUrl,
    credentials,
    scopes: kind.scopes(capabilities),
  });
  tokens.follow({ onRetry: o.onRetry, onRenewed: () => o.onRenewed?.(endpoints.org) });
  const http = new HttpClient({
    ...shared,
    baseUrl: endpoints.apiBase,
    tokens,
    onRetry: o.onRetry,
    ...(o.pace === undefined ? {} : { pace: o.pace }),
  });
  return {
    backend: kind.create({ http, tokens, clock: o.clock }),
    endpoints,
    token: (signal) => tokens.token(signal),
    identity: `${endpoints.apiBase} ${digest(`${endpoints.tokenUrl} ${credentials.clientId}`).slice(0, 16)}`,
  };
}

function noCredentials(env: EnvironmentConfig, endpoints: Endpoints): OrgError {
  const name = variableName(env.name);
  return new OrgError({
    kind: 'credentials',
    org: endpoints.org,
    what: `there are no usable OAuth client credentials for ${new URL(endpoints.apiBase).origin}`,
    written: 'Nothing was sent.',
    advice: `Set RECPOLICY_${name}_CLIENT_ID and RECPOLICY_${name}_CLIENT_SECRET (or RECPOLICY_CLIENT_ID and RECPOLICY_CLIENT_SECRET), or sign in from the editor.`,
  });
}
