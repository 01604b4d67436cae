import type { OperationId, PolicyBody } from '../../schemas/org-api';

/** The requests a fault applies to. An absent member matches every request. */
export interface FaultMatch {
  operation?: OperationId | OperationId[];
  /** For example `PUT`, or several. `write` means POST, PUT, PATCH and DELETE of anything but the token. */
  method?: string | string[];
  /** Path; `*` matches one segment, `**` any number. */
  path?: string;
  /** Query parameters that must have these values. */
  query?: Record<string, string>;
  /** Text that the body must hold. */
  bodyIncludes?: string;
}

/** A scripted fault. */
export interface Fault {
  match?: FaultMatch;
  /** The first matching request it applies to, counted from 1 (default 1). */
  nth?: number;
  /** How many matching requests it applies to (default 1). */
  times?: number | 'always';
  /** Probability for each request it could apply to (default 1); seeded. */
  probability?: number;
  do: FaultAction;
}

/** Whether the org handles the request, with its effect, before the fault happens. */
export type FaultTiming = 'before' | 'after';

/** A form of Retry-After: seconds, any text, none (null), or an HTTP date some seconds ahead. */
export type RetryAfter = number | string | null | { httpDateIn: number };

export type FaultAction =
  // These come first and let the request go on.
  | { kind: 'delay'; ms: number }
  | { kind: 'expire-tokens' }
  | { kind: 'revoke-tokens' }
  /** Another editor changes the policy named in the path; default: its description. */
  | { kind: 'second-editor'; set?: Partial<PolicyBody> }
  /** Reads lag behind this write: they show a changed policy as it was, and a created one not at all. */
  | { kind: 'stale'; requests?: number; seconds?: number }
  // These decide what the client receives; at most one of them applies.
  | {
      kind: 'status';
      status: number;
      when?: FaultTiming;
      code?: string;
      body?: unknown;
      headers?: Record<string, string>;
    }
  | { kind: 'html'; status: number; when?: FaultTiming }
  | { kind: 'text'; status: number; text: string; contentType?: string; when?: FaultTiming }
  | { kind: 'retry-after'; value: RetryAfter; status?: number; when?: FaultTiming }
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; location: string; when?: FaultTiming }
  /** TCP reset without an answer. */
  | { kind: 'reset'; when?: FaultTiming }
  /** The connection is closed without an answer. */
  | { kind: 'close'; when?: FaultTiming }
  /** No answer, until the client or the emulator gives up. */
  | { kind: 'hang'; when?: FaultTiming }
  /** The answer is cut: `wire` closes the connection early, `content` sends half of it as if it were all. */
  | { kind: 'truncate'; how?: 'wire' | 'content' }
  /** The answer comes in pieces of some bytes with pauses between them. */
  | { kind: 'drip'; bytes?: number; everyMs: number }
  /** A JSON answer of this many bytes. */
  | { kind: 'huge'; bytes: number; when?: FaultTiming }
  | { kind: 'shape'; change: ShapeChange }
  /** Values set (or, without `value`, removed) by JSON Pointer (RFC 6901) in the real answer. */
  | { kind: 'patch'; set: { path: string; value?: unknown }[] };

export const shapeChanges = [
  'list-null',
  'list-missing',
  'list-object',
  'body-array',
  'body-null',
  'numeric-ids',
  'extra-fields',
  'without-etag',
  'page-count-high',
  'page-count-low',
  'total-wrong',
  'duplicate-names',
  'repeated-cursor',
  'empty-page-with-cursor',
] as const;
/** Ways in which a response breaks the API description, or says something untrue. */
export type ShapeChange = (typeof shapeChanges)[number];

export const preparations = ['delay', 'expire-tokens', 'revoke-tokens', 'second-editor', 'stale'] as const;
export type Preparation = Extract<FaultAction, { kind: (typeof preparations)[number] }>;
export type FaultOutcome = Exclude<FaultAction, Preparation>;

const needTheRealAnswer = ['truncate', 'drip', 'shape', 'patch'];

/** Whether the org never gets to handle the request. `huge` pads the real answer unless told otherwise. */
export function isAppliedBefore(outcome: FaultOutcome | undefined): boolean {
  if (!outcome || needTheRealAnswer.includes(outcome.kind)) return false;
  const when = 'when' in outcome ? outcome.when : undefined;
  return (when ?? (outcome.kind === 'huge' ? 'after' : 'before')) === 'before';
}
