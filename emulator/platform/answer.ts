import { ApiError } from '../errors';
import type { HttpResponse } from '../http/exchange';
import type { ReceivedRequest } from '../http/request';
import type { RequestRecord } from '../log/requests';
import type { EmulatedOrg } from '../org';
import type { PlatformState } from './model';
import {
  checkPermission,
  findPlatformRoute,
  jsonOf,
  type PlatformRoute,
  requestPlatformToken,
} from './routes';

/**
 * What the platform answers where no fault is played; undefined for a request that it has no operation of its
 * own for.
 */
export function platformAnswer(
  org: EmulatedOrg,
  state: PlatformState,
  request: ReceivedRequest,
  record: RequestRecord,
): HttpResponse | undefined {
  const headers = { 'ININ-Correlation-Id': record.correlationId };
  try {
    if (request.path === '/oauth/token' && request.method === 'POST')
      return { ...requestPlatformToken(org, request, record), headers };
    if (request.path === '/api/v2/recording/settings') return settingsNeverSaved(org, state, request, record);
    const route = findPlatformRoute(request.method, request.path);
    if (route === undefined) return undefined;
    const response = routed(org, state, request, record, route);
    return { ...response, headers: { ...headers, ...response.headers } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return {
      status: error.status,
      headers: { ...headers, ...error.headers },
      body: error.body(record.correlationId),
    };
  }
}

function routed(
  org: EmulatedOrg,
  state: PlatformState,
  request: ReceivedRequest,
  record: RequestRecord,
  route: PlatformRoute,
): HttpResponse {
  const value = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers['authorization'] ?? '')?.[1];
  const token = value === undefined ? 'unknown' : org.tokens.use(value);
  if (typeof token !== 'object')
    throw new ApiError(401, 'bad.credentials', `The token is ${token}.`, [], {
      'WWW-Authenticate': 'Bearer',
    });
  record.clientId = token.clientId;
  const rate = org.rates.acquire(`token ${token.value}`, org.limits.requests, org.limits.windowSeconds);
  checkPermission(state, token.clientId, route.permissions);
  const params = route.pattern.exec(request.path)!.slice(1).map(decodeURIComponent);
  const { clientId } = token;
  const answer = route.handle({ org, state, request, record, params, clientId, body: jsonOf(request) });
  return { ...answer, headers: { ...rate, ...answer.headers } };
}

/** Before anybody saved the settings there are none; the first PUT makes them. */
function settingsNeverSaved(
  org: EmulatedOrg,
  state: PlatformState,
  request: ReceivedRequest,
  record: RequestRecord,
): HttpResponse | undefined {
  if (state.settingsSaved || request.headers['authorization'] === undefined) return undefined;
  if (request.method === 'PUT') {
    state.settingsSaved = true;
    return undefined;
  }
  org.settings.onChange();
  const error = new ApiError(404, 'recording.settings.not.found', 'No recording settings were saved yet.');
  return {
    status: 404,
    headers: { 'ININ-Correlation-Id': record.correlationId },
    body: error.body(record.correlationId),
  };
}
