import type { RemotePolicy } from '../../backends/backend';
import { merge } from '../../model/merge/merge';
import { fieldsOf, type PayloadFields, payloadOf } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import { backoffMs, DEFAULT_RETRY } from '../../transport/http/backoff';
import type { OrgSession } from '../session';
import { isUnchanged, readUntil } from './consistent-reads';
import { ConflictError } from './errors';
import type { PolicyWrite } from './policy-write';

/**
 * Times a write is repeated after others got in between; an editor that saves without end must not hold a
 * deploy for ever.
 */
const MAX_ATTEMPTS = 5;
/**
 * Waits before the looks at a policy after each refusal in turn, in milliseconds: half a minute in all, as a
 * copy may lag.
 */
const WAITS_AFTER_REFUSAL_MS: readonly (readonly number[])[] = [
  [0, 500, 1000],
  [0, 2000],
  [4000],
  [8000, 15_000],
];

export interface ReplaceHooks {
  /** What to send now, from what the policy is to be and what the org has. */
  payload(work: PolicyWrite): PayloadFields;
  /** Records the intent; nothing is sent before it is on disk. */
  beforeSend(payload: PayloadFields): Promise<void>;
  /** Judges a merge before it is sent; throws to refuse it. */
  checkMerge(work: PolicyWrite): Promise<void>;
}

/**
 * The policy as it now is in the org; `sent: false` when the org's own change had made the write needless.
 */
export interface Replaced {
  readonly policy: RemotePolicy;
  readonly sent: boolean;
}

/**
 * Replaces a policy without ever overwriting a change that was not merged: conditional on the tag of what was
 * last seen; on 412 fetch, merge by field, judge, repeat; a lost answer is settled by reading.
 */
export async function replaceMerging(
  session: OrgSession,
  work: PolicyWrite,
  hooks: ReplaceHooks,
): Promise<Replaced> {
  const id = work.id!;
  let sent = false;
  let needsLook = work.etag === undefined || !session.backend.capabilities.entityTags;
  for (let attempt = 1; ; attempt++) {
    if (needsLook) {
      const now = await readExisting(session, work, id);
      if (!(await mergeRemote(session, work, now, hooks))) return { policy: now, sent };
    }
    const payload = hooks.payload(work);
    await hooks.beforeSend(payload);
    try {
      sent = true;
      return {
        policy: await session.backend.replacePolicy(id, work.etag, payloadOf(payload), session.signal),
        sent,
      };
    } catch (error) {
      const changed = isOrgError(error, 'changed-meanwhile');
      if (!changed && !isOrgError(error, 'ambiguous-write')) throw error;
      if (attempt >= MAX_ATTEMPTS) throw changed ? tooManyChanges(session, work) : error;
      if (attempt > 1) await pause(session, attempt, changed ? undefined : error);
      const now = await readAfterFailure(session, work, id, changed ? attempt : undefined).catch(
        (failure) => {
          // The fate of a lost write stays unknown when the look at it fails, too.
          throw changed || isOrgError(failure, 'not-found') ? failure : error;
        },
      );
      if (samePayload(fieldsOf(now.payload), fieldsOf(session.backend.stored(payloadOf(payload)))))
        return { policy: now, sent };
      // A lost write that left the policy as it was is simply repeated: its tag still guards it.
      if (!changed && isUnchanged(session, now, work.etag, work.seen)) continue;
      if (!(await mergeRemote(session, work, now, hooks))) return { policy: now, sent };
      needsLook = !session.backend.capabilities.entityTags;
    }
  }
}

/** Merges what the org has now into the work; false when nothing is left to write. */
async function mergeRemote(
  session: OrgSession,
  work: PolicyWrite,
  now: RemotePolicy,
  hooks: ReplaceHooks,
): Promise<boolean> {
  const theirs = fieldsOf(now.payload);
  const moved = work.seen === undefined || !samePayload(theirs, work.seen);
  work.etag = now.etag;
  if (!moved) return true;
  const { merged, clashes } = merge(work.seen ?? new Map(), work.desired, theirs);
  if (clashes.length > 0) throw new ConflictError(session.backend.org, work.change.name, clashes);
  work.desired = merged;
  work.seen = theirs;
  await hooks.checkMerge(work);
  return !samePayload(merged, theirs);
}

async function readExisting(session: OrgSession, work: PolicyWrite, id: string): Promise<RemotePolicy> {
  const now = await session.backend.policy(id, session.signal);
  if (now !== undefined) return now;
  throw new OrgError({
    kind: 'not-found',
    org: session.backend.org,
    what: `"${work.change.name}" was deleted in the org meanwhile`,
    written: 'It was not written, and not created anew.',
    advice: 'Delete the file to accept that, or remove its state file to create it anew.',
  });
}

/**
 * The policy after a failed write. After the `refusal`-th 412 a copy that still shows the tag the org has
 * just refused may lag behind and is read again. One that goes on showing it is taken as it is: a repeat
 * under that tag overwrites nothing that was not seen, and an org that refuses without a reason gets past it.
 */
async function readAfterFailure(
  session: OrgSession,
  work: PolicyWrite,
  id: string,
  refusal: number | undefined,
): Promise<RemotePolicy> {
  if (refusal === undefined || !session.backend.capabilities.entityTags)
    return readExisting(session, work, id);
  let last: RemotePolicy | undefined;
  const fresh = await readUntil(session, WAITS_AFTER_REFUSAL_MS[refusal - 1] ?? [0], async () => {
    last = await readExisting(session, work, id);
    return last.etag === work.etag ? undefined : last;
  });
  return fresh ?? last!;
}

async function pause(session: OrgSession, attempt: number, uncertain: unknown): Promise<void> {
  try {
    await session.clock.sleep(backoffMs(DEFAULT_RETRY, attempt, session.random), session.signal);
  } catch (cancelled) {
    throw uncertain ?? cancelled;
  }
}

function tooManyChanges(session: OrgSession, work: PolicyWrite): OrgError {
  return new ConflictError(
    session.backend.org,
    work.change.name,
    [],
    'again and again while it was being written',
  );
}
