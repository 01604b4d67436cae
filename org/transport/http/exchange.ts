import { BodyError, textOf, unlessAborted } from './body';

/** Limits of one exchange. */
export interface ExchangeLimits {
  /** Milliseconds to the answer's head: connecting, TLS, sending and the org's thinking. */
  readonly headMs: number;
  /** Milliseconds of silence inside a body. */
  readonly idleMs: number;
  /** Milliseconds for the whole exchange. */
  readonly totalMs: number;
  /** Bytes of a body. */
  readonly maxBytes: number;
}

export const DEFAULT_LIMITS: ExchangeLimits = {
  headMs: 20_000,
  idleMs: 15_000,
  totalMs: 90_000,
  maxBytes: 16 * 1024 * 1024,
};

export type FailureReason = 'connect' | 'tls' | 'network' | 'timeout' | 'redirect' | 'too-large' | 'aborted';

/** What one attempt came to. `sent: false` is certain: no byte of the request reached a server. */
export type ExchangeOutcome =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: Headers; readonly text: string }
  | {
      readonly kind: 'failed';
      readonly reason: FailureReason;
      readonly sent: boolean;
      readonly headers?: Headers;
      readonly status?: number;
      readonly cause: unknown;
    };

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * One request, one answer, whole or not at all. Redirects are refused, as they would carry secrets to another
 * place.
 */
export async function exchange(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  limits: ExchangeLimits,
  signal?: AbortSignal,
): Promise<ExchangeOutcome> {
  const stop = new AbortController();
  const late = new Error('time limit');
  const abort = () => stop.abort(signal!.reason);
  if (signal?.aborted) return { kind: 'failed', reason: 'aborted', sent: false, cause: signal.reason };
  signal?.addEventListener('abort', abort, { once: true });
  const total = setTimeout(() => stop.abort(late), limits.totalMs);
  const head = setTimeout(() => stop.abort(late), limits.headMs);
  let answered: Response | undefined;
  try {
    const answering = fetch(url, { ...init, redirect: 'error', signal: stop.signal });
    answered = await unlessAborted(answering, stop.signal);
    clearTimeout(head);
    const text = await textOf(answered, limits.maxBytes, limits.idleMs, stop.signal);
    return { kind: 'answer', status: answered.status, headers: answered.headers, text };
  } catch (error) {
    const reason = failureReason(error, stop.signal.aborted ? stop.signal.reason : undefined, late);
    const extra = answered === undefined ? {} : { headers: answered.headers, status: answered.status };
    const sent = answered !== undefined || !(reason === 'connect' || reason === 'tls');
    return { kind: 'failed', reason, sent, cause: error, ...extra };
  } finally {
    clearTimeout(head);
    clearTimeout(total);
    signal?.removeEventListener('abort', abort);
  }
}

// Node's fetch wraps the cause; these codes mean that no connection was made, so nothing was sent.
const CONNECT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function failureReason(error: unknown, aborted: unknown, late: Error): FailureReason {
  if (aborted !== undefined) return aborted === late ? 'timeout' : 'aborted';
  if (error instanceof BodyError) {
    return error.fault === 'too-large' ? 'too-large' : error.fault === 'idle' ? 'timeout' : 'network';
  }
  const codes = errorCodes(error);
  if (codes.some((c) => CONNECT.has(c))) return 'connect';
  if (codes.some((c) => /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(c)))
    return 'tls';
  if (codes.some((c) => c === 'UND_ERR_HEADERS_TIMEOUT' || c === 'UND_ERR_BODY_TIMEOUT')) return 'timeout';
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  if (/redirect/i.test(cause) || (error instanceof Error && /redirect/i.test(error.message)))
    return 'redirect';
  return 'network';
}

function errorCodes(error: unknown): string[] {
  const codes: string[] = [];
  for (let e = error, depth = 0; e instanceof Error && depth < 4; e = e.cause, depth++) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === 'string') codes.push(code);
    if (e instanceof AggregateError) for (const inner of e.errors) codes.push(...errorCodes(inner));
  }
  return codes;
}
