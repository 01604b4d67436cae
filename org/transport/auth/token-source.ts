import {
  allowInsecureRequests,
  clientCredentialsGrantRequest,
  customFetch,
  processClientCredentialsResponse,
  ResponseBodyError,
} from 'oauth4webapi';
import { CancelledError, MissingScopeError } from '../errors/kinds';
import { OrgError } from '../errors/org-error';
import { rememberSecret } from '../errors/secrets';
import { backoffMs, DEFAULT_RETRY, type RetryPolicy } from '../http/backoff';
import type { RetryNotice } from '../http/client';
import type { Clock } from '../http/clock';
import {
  DEFAULT_LIMITS,
  type ExchangeLimits,
  type ExchangeOutcome,
  exchange,
  type Fetch,
} from '../http/exchange';
import { correlationIdOf, failureOf, notTheApi, wrongShape } from '../http/failure';
import { bodyOf, isRecord } from '../http/json';
import { retryAfterMs } from '../http/retry-after';
import { decideRetry } from '../http/retry-decision';
import { USER_AGENT } from '../http/user-agent';
import { basicAuthentication } from './basic';
import type { Credentials } from './credentials';
import { grantedScopes, missingScopes } from './scopes';

export interface TokenSourceOptions {
  readonly org: string;
  readonly tokenUrl: string;
  readonly credentials: Credentials;
  /** Scopes to ask for; none for an API that knows no scopes in the request. */
  readonly scopes: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: Fetch;
  readonly retry?: RetryPolicy;
  readonly limits?: ExchangeLimits;
}

/** What the work that uses a source is told of. */
export interface TokenEvents {
  readonly onRetry?: (notice: RetryNotice) => void;
  /** A new token was fetched in place of an older one. */
  readonly onRenewed?: () => void;
}

interface HeldToken {
  readonly token: string;
  /** Monotonic milliseconds after which a new one is fetched. */
  readonly renewAt: number;
  readonly granted: readonly string[] | undefined;
}

const RENEW_EARLY_MS = 30_000;
const ASSUMED_LIFETIME_S = 300;

/**
 * OAuth 2.0 client credentials: one token, in memory only, renewed early, fetched by one request at a time.
 */
export class TokenSource {
  private held: HeldToken | undefined;
  private fetching: Promise<HeldToken> | undefined;
  private events: TokenEvents = {};
  private signIns = 0;

  constructor(private readonly o: TokenSourceOptions) {
    const { clientId, clientSecret } = o.credentials;
    rememberSecret(clientSecret);
    rememberSecret(`${clientId}:${clientSecret}`);
  }

  /** Whoever follows last is told: of several at work, all wait for the same token. */
  follow(events: TokenEvents): void {
    this.events = events;
  }

  async token(signal?: AbortSignal): Promise<string> {
    const held = this.held;
    if (held !== undefined && this.o.clock.now() < held.renewAt) return held.token;
    return (await this.shared(signal)).token;
  }

  /**
   * Called with the token that the org refused; callers that were refused the same token share one renewal.
   */
  async renew(refused: string, signal?: AbortSignal): Promise<string> {
    if (this.held !== undefined && this.held.token !== refused) return this.held.token;
    this.held = undefined;
    return (await this.shared(signal)).token;
  }

  /** Throws, naming them, when needed scopes were not granted. Sends nothing but the token request. */
  async require(needed: readonly string[], signal?: AbortSignal): Promise<void> {
    await this.token(signal);
    const missing = missingScopes(needed, this.held?.granted);
    if (missing.length > 0)
      throw new MissingScopeError(this.o.org, missing, { written: 'Nothing was written.' });
  }

  private async shared(signal: AbortSignal | undefined): Promise<HeldToken> {
    if (signal?.aborted) throw new CancelledError(this.o.org);
    this.fetching ??= this.fetch().finally(() => {
      this.fetching = undefined;
    });
    const fetching = this.fetching;
    if (signal === undefined) return fetching;
    return new Promise<HeldToken>((resolve, reject) => {
      const stop = () => reject(new CancelledError(this.o.org));
      signal.addEventListener('abort', stop, { once: true });
      fetching.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
    });
  }

  private async fetch(): Promise<HeldToken> {
    const { clock } = this.o;
    const retry = this.o.retry ?? DEFAULT_RETRY;
    const started = clock.now();
    for (let attempts = 1; ; attempts++) {
      const asked = clock.now();
      const outcome = await this.ask();
      // Asking for a token changes nothing, so that it is repeated like a read.
      const verdict =
        outcome.kind === 'answer' && outcome.status === 401 ? 'refuse' : decideRetry('GET', outcome);
      if (verdict === 'accept') return this.hold(outcome as ExchangeOutcome & { kind: 'answer' }, asked);
      const failure = this.failure(outcome, attempts);
      if (verdict !== 'retry' && verdict !== 'wait') throw failure;
      const headers = 'headers' in outcome ? outcome.headers : undefined;
      const wait = (headers && retryAfterMs(headers, clock)) ?? backoffMs(retry, attempts, this.o.random);
      if (attempts >= retry.attempts || clock.now() - started + wait > retry.budgetMs) throw failure;
      const reason = outcome.kind === 'failed' ? outcome.reason : `status ${outcome.status}`;
      this.events.onRetry?.({ ...this.context().request, attempt: attempts, waitMs: wait, reason });
      await clock.sleep(wait);
    }
  }

  private async ask(): Promise<ExchangeOutcome> {
    let outcome: ExchangeOutcome | undefined;
    const as = { issuer: new URL(this.o.tokenUrl).origin, token_endpoint: this.o.tokenUrl };
    const parameters: Record<string, string> =
      this.o.scopes.length === 0 ? {} : { scope: this.o.scopes.join(' ') };
    await clientCredentialsGrantRequest(
      as,
      { client_id: this.o.credentials.clientId },
      basicAuthentication(this.o.credentials.clientSecret),
      parameters,
      {
        [allowInsecureRequests]: as.token_endpoint.startsWith('http:'),
        [customFetch]: async (
          url: string,
          init: { headers: Record<string, string>; body?: unknown; method: string },
        ) => {
          outcome = await exchange(
            this.o.fetch,
            url,
            {
              method: init.method,
              headers: { ...init.headers, 'user-agent': USER_AGENT },
              body: String(init.body),
            },
            this.o.limits ?? DEFAULT_LIMITS,
          );
          return new Response(null, { status: 200 });
        },
      },
    );
    return outcome!;
  }

  private async hold(answer: ExchangeOutcome & { kind: 'answer' }, asked: number): Promise<HeldToken> {
    const body = bodyOf(answer);
    if (body.kind !== 'json' || !isRecord(body.value))
      throw notTheApi(this.context(), answer.headers, body.kind === 'html');
    const granted = grantedScopes(body.value['scope']);
    // The platform may answer scopes as an array, which RFC 6749 does not know.
    const { scope: _scope, ...rest } = body.value;
    if (typeof rest['access_token'] !== 'string' || rest['access_token'] === '')
      throw wrongShape(
        this.o.org,
        this.context().request,
        'the answer to the token request has no "access_token"',
        correlationIdOf(answer.headers),
      );
    const response = Response.json(withTolerances(rest), { status: answer.status });
    const as = { issuer: new URL(this.o.tokenUrl).origin };
    let result: { access_token: string; expires_in?: number };
    try {
      result = await processClientCredentialsResponse(
        as,
        { client_id: this.o.credentials.clientId },
        response,
      );
    } catch (error) {
      if (error instanceof ResponseBodyError) throw this.failure(answer, 1);
      throw notTheApi(this.context(), answer.headers, false);
    }
    const lifetime = Math.max(0, result.expires_in ?? ASSUMED_LIFETIME_S) * 1000;
    const renewAt = asked + lifetime - Math.min(RENEW_EARLY_MS, lifetime / 2);
    rememberSecret(result.access_token);
    if (this.signIns++ > 0) this.events.onRenewed?.();
    this.held = { token: result.access_token, renewAt, granted };
    return this.held;
  }

  private failure(outcome: ExchangeOutcome, attempts: number): OrgError {
    if (outcome.kind === 'answer' && (outcome.status === 400 || outcome.status === 401)) {
      return new OrgError({
        kind: 'credentials',
        org: this.o.org,
        request: this.context().request,
        status: outcome.status,
        what: 'the OAuth client id and secret were refused',
        written: 'Nothing was written.',
        advice:
          'Check the client id and secret for this environment, and that the client uses the client credentials grant.',
      });
    }
    return failureOf(this.context(), outcome, attempts);
  }

  private context() {
    return {
      org: this.o.org,
      request: { method: 'POST', path: new URL(this.o.tokenUrl).pathname },
    };
  }
}

/**
 * The members that count, as RFC 6749 wants them: orgs leave some out, write numbers as texts, or add what is
 * null.
 */
function withTolerances(answer: Record<string, unknown>): Record<string, unknown> {
  const { access_token, token_type = 'bearer', expires_in: lifetime } = answer;
  const seconds = typeof lifetime === 'string' && lifetime.trim() !== '' ? Number(lifetime) : lifetime;
  const known = typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0;
  return { access_token, token_type, ...(known ? { expires_in: seconds } : {}) };
}
