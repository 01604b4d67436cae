import { authorize } from '../auth/authorize';
import { ApiError } from '../errors';
import type { RequestRecord } from '../log/requests';
import type { EmulatedOrg } from '../org';
import { handlers } from '../routes';
import { answerProblems, checkBody, checkQuery } from './contract';
import type { HttpResponse } from './exchange';
import type { Operation } from './openapi';
import type { ReceivedRequest } from './request';
import type { Route } from './router';

/** The response without any fault: checks the request, runs the operation, checks the response. */
export function handle(
  org: EmulatedOrg,
  request: ReceivedRequest,
  route: Route,
  record: RequestRecord,
): HttpResponse {
  const { operation } = route;
  const answer = respondOrRefuse(org, request, route, record);
  const complete = { ...answer, headers: { 'ININ-Correlation-Id': record.correlationId, ...answer.headers } };
  const problems = answerProblems(operation, complete);
  if (problems.length === 0) return complete;
  org.settings.complain(
    `The local org broke its own contract: ${operation.id} ${answer.status}: ${problems.join('; ')}. Answer: ${JSON.stringify(answer.body)}`,
  );
  return errorResponse(
    operation,
    new ApiError(500, 'internal.server.error', `Contract broken: ${problems.join('; ')}.`),
    record,
  );
}

function respondOrRefuse(
  org: EmulatedOrg,
  request: ReceivedRequest,
  route: Route,
  record: RequestRecord,
): HttpResponse {
  const { operation } = route;
  try {
    const token = authorize(org, operation, request.headers.authorization);
    if (token) record.clientId = token.clientId;
    const rateHeaders = countRequest(org, operation, token?.value);
    const query = checkQuery(operation, request.query);
    const body = checkBody(operation, request);
    const answer = handlers[operation.id]({ org, route, request, query, body, token, record });
    return { ...answer, headers: { ...rateHeaders, ...answer.headers } };
  } catch (error) {
    if (error instanceof ApiError) return errorResponse(operation, error, record);
    org.settings.complain(`The local org failed in ${operation.id}: ${(error as Error).stack}`);
    return errorResponse(
      operation,
      new ApiError(500, 'internal.server.error', 'The local org failed.'),
      record,
    );
  }
}

function countRequest(
  org: EmulatedOrg,
  operation: Operation,
  token: string | undefined,
): Record<string, string> {
  const { requests, auditRequests, windowSeconds } = org.limits;
  const headers = token === undefined ? {} : org.rates.acquire(`token ${token}`, requests, windowSeconds);
  if (operation.id !== 'listAuditLogs') return headers;
  return { ...headers, ...org.rates.acquire('audit', auditRequests, windowSeconds) };
}

/** An error response in the form of the operation; the token endpoint uses that of OAuth 2.0. */
export function errorResponse(
  operation: Operation | undefined,
  error: ApiError,
  record: RequestRecord,
): HttpResponse {
  const headers = error.headers;
  if (operation?.id === 'requestToken' && error.status === 400) {
    const code = error.details.some(
      ({ fieldName, errorCode }) => fieldName === 'grant_type' && errorCode === 'invalid.value',
    )
      ? 'unsupported_grant_type'
      : 'invalid_request';
    return { status: 400, headers, body: { error: code, error_description: error.message } };
  }
  return { status: error.status, headers, body: error.body(record.correlationId) };
}
