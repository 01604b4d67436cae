import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { isoTime } from '../clock';
import { ApiError } from '../errors';
import { faultyResponse } from '../faults/answers';
import { deliver } from '../faults/deliver';
import { prepare } from '../faults/prepare';
import { isAppliedBefore } from '../faults/types';
import type { RequestRecord } from '../log/requests';
import type { EmulatedOrg } from '../org';
import { platformAnswer } from '../platform/answer';
import { findPlatformRoute, SHARED_OPERATIONS } from '../platform/routes';
import type { HttpResponse } from './exchange';
import { errorResponse, handle } from './handle';
import { receive } from './receive';
import type { ReceivedRequest } from './request';
import { findRoute, type Route } from './router';

/** Serves one request of the API: log, faults, the org's own answer, delivery. */
export async function serve(
  org: EmulatedOrg,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await receive(message);
  const started = performance.now();
  const record = org.log.open(request, isoTime(org.clock.now()), randomUUID(), org.state.clients);
  if (org.settings.latencyMs > 0) await pause(org.settings.latencyMs);
  const route = routeOrRefusal(org, request);
  const operation =
    'operation' in route ? route.operation.id : 'platform' in route ? route.platform : undefined;
  if (operation) record.operation = operation;

  const { preparations, outcome } = org.faults.next(request, operation);
  record.faults = [...preparations, ...(outcome ? [outcome] : [])].map((action) => action.kind);
  const policyId = 'params' in route ? route.params.policyId : undefined;
  const afterwards = await prepare(org, preparations, policyId, operation);

  const real = isAppliedBefore(outcome) ? undefined : respond(org, request, route, record);
  if (record.applied) afterwards();
  const wire = faultyResponse(outcome, real, request, {
    correlationId: record.correlationId,
    now: org.clock.now(),
  });
  record.ending = await deliver(response, outcome, wire);
  if (record.ending === 'answered' || record.ending === 'truncated') record.status = wire.status;
  if (record.ending === 'answered' && real && !outcome) record.answer = blankToken(real.body);
  record.durationMs = Math.round(performance.now() - started);
  org.log.notifyWaiting();
}

function routeOrRefusal(
  org: EmulatedOrg,
  request: ReceivedRequest & { tooLarge: boolean },
): Route | PlatformRequest | ApiError {
  try {
    if (request.tooLarge) return new ApiError(413, 'request.too.large', 'The body is over 512000 bytes.');
    if (org.state.platform === undefined) return findRoute(request.method, request.path);
    const own = findPlatformRoute(request.method, request.path);
    if (own !== undefined || request.path === '/oauth/token')
      return { platform: own?.id ?? 'postOauthToken' };
    const shared = findRoute(request.method, request.path);
    if (SHARED_OPERATIONS.has(shared.operation.id)) return shared;
    return new ApiError(404, 'not.found', `This org has no endpoint '${request.path}'.`);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** A request of an operation that only the live platform has. */
interface PlatformRequest {
  readonly platform: string;
}

function respond(
  org: EmulatedOrg,
  request: ReceivedRequest,
  route: Route | PlatformRequest | ApiError,
  record: RequestRecord,
): HttpResponse {
  const { platform } = org.state;
  if (platform !== undefined && !(route instanceof ApiError)) {
    const own = platformAnswer(org, platform, request, record);
    if (own !== undefined) return own;
  }
  if (!(route instanceof ApiError) && 'platform' in route)
    return errorResponse(
      undefined,
      new ApiError(404, 'not.found', `This org has no '${request.path}'.`),
      record,
    );
  return route instanceof ApiError
    ? errorResponse(undefined, route, record)
    : handle(org, request, route, record);
}

function blankToken(body: unknown): unknown {
  const token = (body as { access_token?: unknown } | undefined)?.access_token;
  return token === undefined ? body : { ...(body as object), access_token: '(blanked)' };
}
