import { isoTime } from '../clock';
import type { HttpResponse } from '../http/exchange';
import type { ReceivedRequest } from '../http/request';
import { jsonResponse, textResponse, type WireResponse } from '../http/send';
import { setByPointer } from './pointer';
import { reshape } from './shape';
import type { FaultOutcome, RetryAfter } from './types';

/**
 * The response that a fault sends instead of the real one; the real one if the fault only disturbs the
 * connection.
 */
export function faultyResponse(
  outcome: FaultOutcome | undefined,
  real: HttpResponse | undefined,
  request: ReceivedRequest,
  context: { correlationId: string; now: number },
): WireResponse {
  const base = { 'ININ-Correlation-Id': context.correlationId };
  switch (outcome?.kind) {
    case 'status': {
      const { status, headers } = outcome;
      return jsonResponse(
        status,
        { ...base, ...headers },
        outcome.body ?? errorBody(status, outcome.code, context.correlationId),
      );
    }
    case 'html':
      return textResponse(outcome.status, base, 'text/html; charset=utf-8', htmlPage(outcome.status));
    case 'text':
      return textResponse(outcome.status, base, outcome.contentType ?? 'application/json', outcome.text);
    case 'retry-after': {
      const status = outcome.status ?? 429;
      const value = retryAfter(outcome.value, context.now);
      const headers = { ...base, ...(value === undefined ? {} : { 'Retry-After': value }) };
      const code = status === 429 ? 'too.many.requests.retry.after' : undefined;
      return jsonResponse(status, headers, errorBody(status, code, context.correlationId));
    }
    case 'redirect':
      return textResponse(outcome.status, { ...base, Location: outcome.location }, 'text/plain', '');
    case 'shape':
      return unchangedResponse(base, reshape(outcome.change, real!, request));
    case 'patch': {
      const body = outcome.set.reduce((at, { path, value }) => setByPointer(at, path, value), real!.body);
      return unchangedResponse(base, { ...real!, body });
    }
    default:
      return real
        ? unchangedResponse(base, real)
        : jsonResponse(500, base, errorBody(500, undefined, context.correlationId));
  }
}

function unchangedResponse(
  base: Record<string, string>,
  { status, headers, body }: HttpResponse,
): WireResponse {
  return jsonResponse(status, { ...base, ...headers }, body);
}

function errorBody(status: number, code: string | undefined, contextId: string) {
  const name = code ?? defaultCodes[status] ?? 'internal.server.error';
  return { message: `Scripted fault: ${name}.`, code: name, status, contextId, details: [] };
}

const defaultCodes: Record<number, string> = {
  400: 'bad.request',
  401: 'bad.credentials',
  403: 'missing.permissions',
  404: 'not.found',
  409: 'conflict',
  412: 'precondition.failed',
  428: 'precondition.required',
  429: 'too.many.requests.retry.after',
  502: 'bad.gateway',
  503: 'service.unavailable',
  504: 'gateway.timeout',
};

function retryAfter(value: RetryAfter, now: number): string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'object') return new Date(now + value.httpDateIn * 1000).toUTCString();
  return String(value);
}

function htmlPage(status: number): string {
  return `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1><p>Answered by a gateway at ${isoTime(0)}.</p></body></html>`;
}
