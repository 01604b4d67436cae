import { CancelledError } from '../errors/kinds';
import { jsonWithoutSecrets } from '../errors/secrets';
import { backoffMs, DEFAULT_RETRY, type RetryPolicy } from './backoff';
import type { Clock } from './clock';
import { MAX_DEPTH } from './depth';
import { DEFAULT_LIMITS, type ExchangeLimits, type ExchangeOutcome, exchange, type Fetch } from './exchange';
import { ambiguous, correlationIdOf, type FailureContext, failureOf, notTheApi, wrongShape } from './failure';
import { RateGate } from './gate';
import { bodyOf } from './json';
import { retryAfterMs } from './retry-after';
import { decideRetry } from './retry-decision';
import { USER_AGENT } from './user-agent';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request to the org's API; `path` starts with `/` and is shown in errors, the query is not. */
export interface ApiRequest {
  readonly method: HttpMethod;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** A POST that changes nothing, such as a query: repeated like a GET. */
  readonly readOnly?: boolean;
  /** Entity tag for `If-Match`, quotes included. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal | undefined;
}

/** A successful answer. */
export interface ApiAnswer {
  readonly status: number;
  /** The parsed body; undefined for an answer without one. */
  readonly json: unknown;
  /** Characters of the body. */
  readonly size: number;
  readonly headers: Headers;
  readonly correlationId: string | undefined;
}

/** Where tokens come from; `renew` is told the one that was refused, so that parallel callers renew once. */
export interface TokenProvider {
  token(signal?: AbortSignal): Promise<string>;
  renew(refused: string, signal?: AbortSignal): Promise<string>;
}

/** Told before each wait, so that a person sees why nothing happens. */
export interface RetryNotice {
  readonly method: string;
  readonly path: string;
  readonly attempt: number;
  readonly waitMs: number;
  readonly reason: string;
}

export interface HttpClientOptions {
  readonly org: string;
  /** Base URL without a slash at the end. */
  readonly baseUrl: string;
  readonly tokens: TokenProvider;
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: Fetch;
  readonly retry?: RetryPolicy;
  readonly limits?: ExchangeLimits;
  readonly onRetry?: (notice: RetryNotice) => void;
  /** Called before every attempt: holds it back where an endpoint has a rate limit of its own. */
  readonly pace?: (request: ApiRequest) => Promise<void>;
}

/**
 * After a cancellation a write that is under way is given so long to be answered, so that its effect is
 * known: a slow org answers within it, and a person still sees the end of one that hangs.
 */
const WRITE_GRACE_MS = 10_000;

/** The request pipeline: token, time limits, safe repeats within a bound, typed errors. */
export class HttpClient {
  private readonly gate: RateGate;
  private readonly retry: RetryPolicy;
  private readonly limits: ExchangeLimits;

  constructor(private readonly o: HttpClientOptions) {
    this.gate = new RateGate(o.clock);
    this.retry = o.retry ?? DEFAULT_RETRY;
    this.limits = o.limits ?? DEFAULT_LIMITS;
  }

  get org(): string {
    return this.o.org;
  }

  async send(request: ApiRequest): Promise<ApiAnswer> {
    const { clock } = this.o;
    const { signal } = request;
    const started = clock.now();
    let renewed = false;
    let token = await this.o.tokens.token(signal);
    for (let attempts = 1; ; attempts++) {
      await this.pausing(() => this.gate.wait(signal));
      await this.pausing(async () => this.o.pace?.(request));
      if (signal?.aborted) throw new CancelledError(this.o.org);
      const outcome = await this.attempt(request, token);
      if ('headers' in outcome && outcome.headers !== undefined) this.gate.observe(outcome.headers);
      const ctx = this.context(request);
      let verdict = decideRetry(reads(request) ? 'GET' : request.method, outcome);
      if (verdict === 'accept') {
        const accepted = this.accept(request, outcome as ExchangeOutcome & { kind: 'answer' });
        if (accepted !== 'retry') return accepted;
        verdict = 'retry';
      }
      if (verdict === 'ambiguous') throw ambiguous(ctx, outcome);
      if (verdict === 'refuse') throw failureOf(ctx, outcome, attempts);
      if (verdict === 'renew') {
        if (renewed) throw failureOf(ctx, outcome, attempts);
        renewed = true;
        token = await this.o.tokens.renew(token, signal);
        continue;
      }
      const wait = this.waitBefore(outcome, attempts);
      const spent = clock.now() - started + wait;
      if (attempts >= this.retry.attempts || spent > this.retry.budgetMs)
        throw this.exhausted(ctx, outcome, attempts);
      if (verdict === 'wait') this.gate.pause(wait);
      this.o.onRetry?.({ ...ctx.request, attempt: attempts, waitMs: wait, reason: reasonOf(outcome) });
      await this.pausing(() => clock.sleep(wait, signal));
      token = await this.o.tokens.token(signal);
    }
  }

  private exhausted(ctx: FailureContext, outcome: ExchangeOutcome, attempts: number): Error {
    if (outcome.kind === 'answer' && outcome.status < 300) return notTheApi(ctx, outcome.headers, false);
    return failureOf(ctx, outcome, attempts);
  }

  private waitBefore(outcome: ExchangeOutcome, attempts: number): number {
    const told =
      'headers' in outcome && outcome.headers ? retryAfterMs(outcome.headers, this.o.clock) : undefined;
    return told ?? backoffMs(this.retry, attempts, this.o.random);
  }

  private async pausing(wait: () => Promise<void>): Promise<void> {
    try {
      await wait();
    } catch {
      throw new CancelledError(this.o.org);
    }
  }

  private async attempt(request: ApiRequest, token: string): Promise<ExchangeOutcome> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': USER_AGENT,
    };
    const init: RequestInit = { method: request.method, headers };
    if (request.body !== undefined) {
      headers['content-type'] = 'application/json; charset=utf-8';
      init.body = JSON.stringify(request.body);
    }
    if (request.ifMatch !== undefined) headers['if-match'] = request.ifMatch;
    const url = this.o.baseUrl + request.path + queryOf(request.query);
    if (reads(request)) return exchange(this.o.fetch, url, init, this.limits, request.signal);
    const grace = graceful(request.signal, this.o.clock);
    try {
      return await exchange(this.o.fetch, url, init, this.limits, grace.signal);
    } finally {
      grace.done();
    }
  }

  private accept(request: ApiRequest, answer: ExchangeOutcome & { kind: 'answer' }): ApiAnswer | 'retry' {
    const body = bodyOf(answer);
    if (body.kind === 'broken' || body.kind === 'html' || body.kind === 'deep') {
      if (!reads(request)) throw ambiguous(this.context(request), answer);
      if (body.kind === 'deep')
        throw wrongShape(
          this.o.org,
          this.context(request).request,
          `it is nested deeper than ${MAX_DEPTH} levels`,
        );
      if (body.kind === 'html') throw notTheApi(this.context(request), answer.headers, true);
      return 'retry';
    }
    return {
      status: answer.status,
      // What a server echoes must not reach a message, a log or a file: this is where all answers come in.
      json: body.kind === 'json' ? jsonWithoutSecrets(body.value, answer.text) : undefined,
      size: answer.text.length,
      headers: answer.headers,
      correlationId: correlationIdOf(answer.headers),
    };
  }

  private context(request: ApiRequest): FailureContext {
    return {
      org: this.o.org,
      request: { method: request.method, path: request.path },
    };
  }
}

function reads(request: ApiRequest): boolean {
  return request.method === 'GET' || request.readOnly === true;
}

function queryOf(query: ApiRequest['query']): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined) params.set(key, String(value));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

function reasonOf(outcome: ExchangeOutcome): string {
  if (outcome.kind === 'failed') return outcome.reason;
  return outcome.status < 300 ? 'unreadable answer' : `status ${outcome.status}`;
}

function graceful(signal: AbortSignal | undefined, clock: Clock): { signal: AbortSignal; done: () => void } {
  const stop = new AbortController();
  const over = new AbortController();
  const begin = () => {
    clock.sleep(WRITE_GRACE_MS, over.signal).then(
      () => stop.abort(signal?.reason),
      () => undefined,
    );
  };
  if (signal?.aborted) begin();
  else signal?.addEventListener('abort', begin, { once: true });
  return {
    signal: stop.signal,
    done() {
      signal?.removeEventListener('abort', begin);
      over.abort(new Error('answered'));
    },
  };
}
