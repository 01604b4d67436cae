import { isoTime } from '../clock';
import type { Answer } from '../http/exchange';
import type { ReceivedRequest } from '../http/request';
import { jsonAnswer, textAnswer, type WireAnswer } from '../http/send';
import { setByPointer } from './pointer';
import { reshape } from './shape';
import type { Outcome, RetryAfter } from './types';

/** The response that a fault sends instead of the real one; the real one if the fault only disturbs the connection. */
export function faultyAnswer(
  outcome: Outcome | undefined,
  real: Answer | undefined,
  request: ReceivedRequest,
  context: { correlationId: string; now: number },
): WireAnswer {
  const base = { 'ININ-Correlation-Id': context.correlationId };
  switch (outcome?.kind) {
    case 'status': {
      const { status, headers } = outcome;
      return jsonAnswer(
        status,
        { ...base, ...headers },
        outcome.body ?? errorBody(status, outcome.code, context.correlationId),
      );
    }
    case 'html':
      return textAnswer(outcome.status, base, 'text/html; charset=utf-8', htmlPage(outcome.status));
    case 'text':
      return textAnswer(outcome.status, base, outcome.contentType ?? 'application/json', outcome.text);
    case 'retry-after': {
      const status = outcome.status ?? 429;
      const value = retryAfter(outcome.value, context.now);
      const headers = { ...base, ...(value === undefined ? {} : { 'Retry-After': value }) };
      const code = status === 429 ? 'too.many.requests.retry.after' : undefined;
      return jsonAnswer(status, headers, errorBody(status, code, context.correlationId));
    }
    case 'redirect':
      return textAnswer(outcome.status, { ...base, Location: outcome.location }, 'text/plain', '');
    case 'shape':
      return realAnswer(base, reshape(outcome.change, real!, request));
    case 'patch': {
      const body = outcome.set.reduce((at, { path, value }) => setByPointer(at, path, value), real!.body);
      return realAnswer(base, { ...real!, body });
    }
    default:
      return real
        ? realAnswer(base, real)
        : jsonAnswer(500, base, errorBody(500, undefined, context.correlationId));
  }
}

function realAnswer(base: Record<string, string>, { status, headers, body }: Answer): WireAnswer {
  return jsonAnswer(status, { ...base, ...headers }, body);
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
