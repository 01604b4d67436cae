import { withoutSecrets } from './secrets';

/** What went wrong, as a stable word that callers may branch on. */
export type OrgErrorKind =
  | 'network'
  | 'timeout'
  | 'tls'
  | 'redirect'
  | 'not-the-api'
  | 'wrong-shape'
  | 'too-large'
  | 'credentials'
  | 'unauthorized'
  | 'missing-scope'
  | 'forbidden'
  | 'not-found'
  | 'already-exists'
  | 'changed-meanwhile'
  | 'rejected'
  | 'rate-limited'
  | 'server'
  | 'ambiguous-write'
  | 'cancelled'
  | 'endpoint'
  | 'wrong-org'
  | 'locked'
  | 'stale-plan'
  | 'not-confirmed'
  | 'blocked'
  | 'configuration'
  | 'file';

/** A request as far as it may be shown: no query values, no headers, no body. */
export interface ShownRequest {
  readonly method: string;
  readonly path: string;
}

/** One field the org complained of. */
export interface RefusedField {
  readonly field: string;
  readonly code: string;
}

export interface OrgErrorDetails {
  readonly kind: OrgErrorKind;
  /** The org as people call it: `prod (acme.mypurecloud.com)`. */
  readonly org: string;
  /** What happened, a clause without a full stop. */
  readonly what: string;
  /** What to do about it, a sentence. */
  readonly advice: string;
  /** What was and was not written, a sentence; absent where the question does not arise. */
  readonly written?: string;
  readonly request?: ShownRequest;
  readonly status?: number;
  /** The org's own error code, such as `missing.permissions`. */
  readonly code?: string;
  /** `ININ-Correlation-Id` of the answer: what the platform's support asks for. */
  readonly correlationId?: string;
  readonly fields?: readonly RefusedField[];
  readonly cause?: unknown;
}

/**
 * Anything that stopped work on an org. The message alone says which org, which request, what happened, what
 * was written and what to do; it never holds a secret.
 */
export class OrgError extends Error {
  readonly kind: OrgErrorKind;
  readonly details: OrgErrorDetails;

  constructor(given: OrgErrorDetails) {
    const details = blanked(given);
    super(wording(details), details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'OrgError';
    this.kind = details.kind;
    this.details = details;
  }

  /**
   * Puts in what is known of writes, as only the caller knows what went before; what is said already stays.
   */
  withWritten(written: string): this {
    if (this.details.written !== undefined) return this;
    const details = blanked({ ...this.details, written });
    Object.assign(this, { details, message: wording(details) });
    return this;
  }
}

/** Whatever of it came over the wire may repeat a secret; here all errors pass. */
function blanked(d: OrgErrorDetails): OrgErrorDetails {
  return {
    ...d,
    org: withoutSecrets(d.org),
    what: withoutSecrets(d.what),
    advice: withoutSecrets(d.advice),
    ...(d.written === undefined ? {} : { written: withoutSecrets(d.written) }),
    ...(d.code === undefined ? {} : { code: withoutSecrets(d.code) }),
    ...(d.correlationId === undefined ? {} : { correlationId: withoutSecrets(d.correlationId) }),
    ...(d.request === undefined ? {} : { request: { ...d.request, path: withoutSecrets(d.request.path) } }),
    ...(d.fields === undefined
      ? {}
      : { fields: d.fields.map((f) => ({ field: withoutSecrets(f.field), code: withoutSecrets(f.code) })) }),
  };
}

function wording(d: OrgErrorDetails): string {
  const facts: string[] = [];
  if (d.request !== undefined) facts.push(`${d.request.method} ${d.request.path}`);
  if (d.status !== undefined) facts.push(`status ${d.status}`);
  if (d.code !== undefined) facts.push(`code ${d.code}`);
  for (const f of d.fields ?? []) facts.push(`field ${f.field}: ${f.code}`);
  if (d.correlationId !== undefined) facts.push(`correlation id ${d.correlationId}`);
  const request = facts.length === 0 ? '' : ` (${facts.join(', ')})`;
  const written = d.written === undefined ? '' : ` ${d.written}`;
  return `${d.org}: ${d.what}${request}.${written} ${d.advice}`;
}

/** Whether an error is an {@link OrgError}, of one of these kinds where any are named. */
export function isOrgError(error: unknown, ...kinds: readonly OrgErrorKind[]): error is OrgError {
  return error instanceof OrgError && (kinds.length === 0 || kinds.includes(error.kind));
}
