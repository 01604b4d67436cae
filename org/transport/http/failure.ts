import { scopeOfRequest } from '../auth/scopes';
import {
  AmbiguousWriteError,
  CancelledError,
  ChangedMeanwhileError,
  MissingScopeError,
  RejectedError,
} from '../errors/kinds';
import { OrgError, type OrgErrorDetails, type RefusedField, type ShownRequest } from '../errors/org-error';
import { redact } from '../errors/redact';
import type { ExchangeOutcome } from './exchange';
import { isRecord } from './json';
import { MAX_RETRY_AFTER_MS } from './retry-after';

/** What every error of one request shares. */
export interface FailureContext {
  readonly org: string;
  readonly request: ShownRequest;
}

const CHECK_ADDRESS = 'Check the network, and the address of the org in recpolicy.config.json.';

/** Turns an outcome that is no success into the error to throw. */
export function failureOf(ctx: FailureContext, outcome: ExchangeOutcome, attempts: number): OrgError {
  return outcome.kind === 'failed'
    ? wireFailure(ctx, outcome, attempts)
    : statusFailure(ctx, outcome, attempts);
}

/** An answer with a good status whose body is not what the API answers. */
export function notTheApi(ctx: FailureContext, headers: Headers, html: boolean): OrgError {
  return new OrgError({
    ...base(ctx, headers),
    kind: html ? 'not-the-api' : 'wrong-shape',
    what: html
      ? 'a web page came back instead of JSON: this is not the API (a proxy or a login page?)'
      : 'the answer is not JSON',
    advice: html ? CHECK_ADDRESS : 'Try again; if it stays so, ask the platform with the correlation id.',
  });
}

/** A well-formed answer that breaks the API's contract. */
export function wrongShape(
  org: string,
  request: ShownRequest,
  what: string,
  correlationId?: string,
): OrgError {
  return new OrgError({
    kind: 'wrong-shape',
    org,
    request,
    what: `the answer breaks the API's contract: ${what}`,
    ...(correlationId === undefined ? {} : { correlationId }),
    advice:
      'Nothing is concluded from such an answer. Try again; if it stays so, check that the address is the right API.',
  });
}

/** A write whose answer cannot be relied on. */
export function ambiguous(ctx: FailureContext, outcome: ExchangeOutcome): AmbiguousWriteError {
  const headers = 'headers' in outcome ? outcome.headers : undefined;
  return new AmbiguousWriteError({
    ...base(ctx, headers),
    ...(outcome.kind === 'answer' ? { status: outcome.status } : {}),
    what:
      outcome.kind === 'answer'
        ? 'a write was answered with an error of the server or garbage'
        : `a write was sent and its answer lost (${outcome.reason})`,
    cause: outcome.kind === 'failed' ? outcome.cause : undefined,
  });
}

/** `ININ-Correlation-Id` of an answer, fit to be shown. */
export function correlationIdOf(headers: Headers): string | undefined {
  const id = headers.get('ININ-Correlation-Id');
  return id ? redact(id).slice(0, 80) : undefined;
}

function base(
  ctx: FailureContext,
  headers: Headers | undefined,
): Pick<OrgErrorDetails, 'org' | 'request'> & { correlationId?: string } {
  const id = headers === undefined ? undefined : correlationIdOf(headers);
  return {
    org: ctx.org,
    request: ctx.request,
    ...(id === undefined ? {} : { correlationId: id }),
  };
}

function wireFailure(
  ctx: FailureContext,
  outcome: ExchangeOutcome & { kind: 'failed' },
  attempts: number,
): OrgError {
  if (outcome.reason === 'aborted') return new CancelledError(ctx.org);
  const times = attempts > 1 ? ` (${attempts} attempts)` : '';
  const shared = { ...base(ctx, outcome.headers), cause: outcome.cause, advice: CHECK_ADDRESS };
  switch (outcome.reason) {
    case 'connect':
      return new OrgError({ ...shared, kind: 'network', what: `no connection could be made${times}` });
    case 'tls':
      return new OrgError({ ...shared, kind: 'tls', what: 'the server could not prove its identity (TLS)' });
    case 'redirect':
      return new OrgError({
        ...shared,
        kind: 'redirect',
        what: 'the server answered with a redirect, which is refused because it would carry the credentials elsewhere',
      });
    case 'timeout':
      return new OrgError({
        ...shared,
        kind: 'timeout',
        what: `no whole answer within the time limit${times}`,
      });
    case 'too-large':
      return new OrgError({
        ...shared,
        kind: 'too-large',
        what: 'the answer is larger than any answer of this API may be',
      });
    default:
      return new OrgError({ ...shared, kind: 'network', what: `the connection broke off${times}` });
  }
}

function statusFailure(
  ctx: FailureContext,
  outcome: ExchangeOutcome & { kind: 'answer' },
  attempts: number,
): OrgError {
  const { status } = outcome;
  const body = errorBody(outcome.text);
  const shared = {
    ...base(ctx, outcome.headers),
    status,
    ...(body.code === undefined ? {} : { code: body.code }),
    ...(body.fields.length === 0 ? {} : { fields: body.fields }),
  };
  const says = body.message === undefined ? '' : `: ${body.message.replace(/\.$/, '')}`;
  switch (status) {
    case 401:
      return new OrgError({
        ...shared,
        kind: 'unauthorized',
        what: `the org refused a token it had just issued${says}`,
        advice: 'Check that the OAuth client is active and belongs to this org.',
      });
    case 403: {
      const scopes = scopesNamed(outcome.text);
      if (scopes.length > 0) return new MissingScopeError(ctx.org, scopes, shared);
      return new OrgError({
        ...shared,
        kind: 'forbidden',
        what: `the OAuth client may not do this${says}`,
        advice: forbiddenAdvice(ctx, body.code),
      });
    }
    case 404:
      return new OrgError({
        ...shared,
        kind: 'not-found',
        what: `there is no such object in the org${says}`,
        advice: 'Run status to see what the org has.',
      });
    case 409:
      return new RejectedError({
        ...shared,
        kind: 'already-exists',
        what: `the org has it already${says}`,
        advice: 'Run plan again: it matches what the org has by its name.',
      });
    case 412:
      return new ChangedMeanwhileError(shared);
    case 429:
      return new OrgError({
        ...shared,
        kind: 'rate-limited',
        what: `the org's rate limit is used up and stayed so over ${attempts} attempts`,
        advice: rateAdvice(outcome.headers),
      });
    default:
      if (body.code === DUPLICATE_NAME)
        return new RejectedError({
          ...shared,
          kind: 'already-exists',
          what: `the org has a policy of this name already${says}`,
          advice: 'Run plan again: it matches what the org has by its name.',
        });
      if (status >= 500) {
        return new OrgError({
          ...shared,
          kind: 'server',
          what: `the org's server failed${attempts > 1 ? ` ${attempts} times` : ''}${says}`,
          advice: 'Try again later; if it stays so, ask the platform with the correlation id.',
        });
      }
      return new RejectedError({
        ...shared,
        kind: 'rejected',
        what: `the org refused the request${says}`,
        advice: 'Correct what the org names, then run plan again.',
      });
  }
}

/** A command that waited for hours would look as if it hung: a longer wait is left to the person. */
function rateAdvice(headers: Headers): string {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const most = MAX_RETRY_AFTER_MS / 1000;
  return seconds > most
    ? `The org asks to wait ${seconds} seconds, and at most ${most} are waited at a time: run the command again after that.`
    : 'Wait a few minutes, and look for other programs that use the same OAuth client.';
}

/** How the live platform refuses a taken name, with status 400. */
const DUPLICATE_NAME = 'recording.policy.name.duplicate.name';

function forbiddenAdvice(ctx: FailureContext, code: string | undefined): string {
  const scope = scopeOfRequest(ctx.request.method, ctx.request.path);
  if (scope === undefined || /permission/.test(code ?? ''))
    return 'Give the roles of the OAuth client the permission that is named, in this org.';
  return `The request needs the scope ${scope}: add it to the OAuth client in this org, and give its roles the permission.`;
}

function errorBody(text: string): { message?: string; code?: string; fields: RefusedField[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fields: [] };
  }
  if (!isRecord(value)) return { fields: [] };
  const shown = (v: unknown) => (typeof v === 'string' && v !== '' ? redact(v) : undefined);
  const message = shown(value['message']) ?? shown(value['error_description']);
  const code = shown(value['code']) ?? shown(value['error']);
  const fields: RefusedField[] = [];
  for (const d of Array.isArray(value['details']) ? value['details'].slice(0, 20) : []) {
    if (!isRecord(d)) continue;
    const field = shown(d['fieldName']);
    if (field !== undefined) fields.push({ field, code: shown(d['errorCode']) ?? 'invalid' });
  }
  return { ...(message === undefined ? {} : { message }), ...(code === undefined ? {} : { code }), fields };
}

/** Scopes named in a 403's body. The platform names them in prose, so they are known by their look. */
function scopesNamed(text: string): string[] {
  if (!/scope/i.test(text)) return [];
  const found = text.match(
    /\b(?:wem:[a-z]+:[a-z]+|organization:admin|org\.admin\.auditlogs\.view|audit\.log\.export|(?:recordings|quality|audits|groups|analytics)(?::readonly)?\b(?=["'\s,.;\])]))/g,
  );
  return [...new Set(found ?? [])];
}
