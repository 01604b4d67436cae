import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, payloadOf } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import { valuesOf } from '../../model/references/values';
import { endRetirement, type Retirement, retirements, writeRetirement } from '../../state/retiring';
import type { PolicyState } from '../../state/store';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import { approve } from '../approval';
import { PATIENT_WAITS_MS, QUICK_WAITS_MS, readUntil } from '../deploy/consistent-reads';
import { withField } from '../deploy/policy-write';
import { withDiskErrors } from '../deploy/save-confirmed';
import { readLocal } from '../plan/local';
import { comparableName } from '../plan/names';
import type { Plan } from '../plan/plan';
import type { ApprovalRequest, OrgSession } from '../session';
import { waitFor } from '../wait';

export interface RetireRequest {
  /** The policy's name or id. */
  readonly name: string;
  readonly approval: ApprovalRequest;
  /** Seconds between two looks at the active sessions; 0 looks once. */
  readonly pollSeconds?: number;
  /** Seconds to wait for sessions to end before it stops (to be resumed later). */
  readonly maxWaitSeconds?: number;
  /** For orgs that count sessions as a whole: deletes without waiting for them. */
  readonly withoutWaiting?: boolean;
  /**
   * The same, this many seconds after it was disabled; before that it stays as it is and retire is run again.
   */
  readonly afterSeconds?: number;
}

export interface RetireResult {
  readonly name: string;
  readonly id: string;
  /** `waitingResult`: disabled, and sessions are still active. */
  readonly outcome: 'deleted' | 'waiting';
  readonly activeSessions: number;
  readonly message: string;
  readonly exitCode: 0 | 1;
}

const POLL_S = 15;
const MAX_WAIT_S = 30 * 60;

/**
 * Disables a policy, waits until it has no active session, and only then deletes it. Each stage is noted
 * before it begins, so that it can be resumed; a policy that anybody changes or re-enables on the way is left
 * alone. The session's lock is held.
 */
export async function retire(session: OrgSession, request: RetireRequest): Promise<RetireResult> {
  const { backend, workplace } = session;
  const org = backend.org;
  await backend.require(['read-policies', 'write-policies', 'delete-policies'], session.signal);
  const found = await find(session, request.name);
  if ('gone' in found) {
    // The delete of an earlier run took effect, its answer did not arrive.
    await saveRetired(session, found.gone.id, found.gone.name);
    return deletedResult(org, found.gone.id, found.gone.name);
  }
  if ('retired' in found) return deletedResult(org, found.retired.id, found.retired.name);
  const { policy, begun } = found;
  const waits = waitsForSessions(session, request);
  await approve(session, planOf(session, policy), request.approval);
  const now = begun ?? {
    id: policy.id,
    name: policy.payload.name,
    stage: 'disabling' as const,
    since: new Date(session.clock.wall()).toISOString(),
  };
  const note = (r: Retirement) =>
    withDiskErrors(org, 'The policy was not deleted.', () => writeRetirement(workplace.run, r));
  await note(now);
  const disabled = await disable(session, policy, begun);
  await note({ ...now, stage: 'waiting', ...(disabled.etag === undefined ? {} : { etag: disabled.etag }) });
  const active = waits ? await waitForSessions(session, disabled, request) : 0;
  if (!waits) {
    const early = secondsLeft(session, now.since, request);
    if (early > 0) return notYetResult(session, disabled, early);
    await assertStillDisabled(session, disabled);
  }
  if (active > 0) return waitingResult(session, disabled, active);
  await note({ ...now, stage: 'deleting', ...(disabled.etag === undefined ? {} : { etag: disabled.etag }) });
  await deleteDisabled(session, disabled);
  await saveRetired(session, disabled.id, disabled.payload.name);
  return deletedResult(org, disabled.id, disabled.payload.name, waits);
}

/**
 * Whether the sessions are waited for. Without a wait nothing can be promised of them, so it must be asked
 * for, and only where waiting tells nothing.
 */
function waitsForSessions(session: OrgSession, request: RetireRequest): boolean {
  if (request.withoutWaiting !== true && request.afterSeconds === undefined) return true;
  if (session.backend.capabilities.sessionsCountedPer === 'org') return false;
  throw retireError(
    session,
    "this org counts a policy's own sessions, so that nothing need be deleted while one is active",
    'Retire it without --no-wait and --after.',
  );
}

function secondsLeft(session: OrgSession, since: string, { afterSeconds }: RetireRequest): number {
  return Math.ceil((afterSeconds ?? 0) - (session.clock.wall() - Date.parse(since)) / 1000);
}

async function find(
  session: OrgSession,
  name: string,
): Promise<
  { policy: RemotePolicy; begun: Retirement | undefined } | { gone: Retirement } | { retired: PolicyState }
> {
  const begun = await retirements(session.workplace.run);
  const remotes = await session.backend.policies(session.signal);
  const key = comparableName(name);
  const byId = remotes.find((r) => r.id === name);
  const named = byId === undefined ? remotes.filter((r) => comparableName(r.payload.name) === key) : [byId];
  if (named.length > 1) {
    throw retireError(
      session,
      `there are ${named.length} policies named "${name}": ${named.map((r) => r.id).join(', ')}`,
      'Name the one that is meant by its id.',
    );
  }
  const policy = named[0];
  if (policy !== undefined) return { policy, begun: begun.find((r) => r.id === policy.id) };
  const gone = begun.find((r) => r.id === name || comparableName(r.name) === key);
  if (gone !== undefined && (await session.backend.policy(gone.id, session.signal)) === undefined)
    return { gone };
  const states = await session.workplace.store.all();
  const retired = [...states.values()].find(
    (s) => s.retired === true && (s.id === name || comparableName(s.name) === key),
  );
  if (retired !== undefined) return { retired };
  throw retireError(
    session,
    `there is no policy named "${name}"`,
    'Check the name with status; a policy that was retired already is gone.',
  );
}

/**
 * Makes sure the policy is disabled, by a write conditional on what was shown, and gives the disabled
 * version.
 */
async function disable(
  session: OrgSession,
  shown: RemotePolicy,
  begun: Retirement | undefined,
): Promise<RemotePolicy> {
  session.emit({ type: 'phase', phase: 'disable', message: `Disabling "${shown.payload.name}"` });
  const wanted = withField(fieldsOf(shown.payload), '/enabled', false);
  if (!shown.payload.enabled) return readUnchanged(session, shown);
  if (begun !== undefined && begun.stage !== 'disabling') {
    await endRetirement(session.workplace.run, shown.id);
    throw changedByOthers(session, shown, 'was enabled again since it was disabled for retiring');
  }
  let etag = shown.etag ?? (await readUnchanged(session, shown)).etag;
  for (let attempt = 1; ; attempt++) {
    try {
      await session.backend.setEnabled(shown.id, etag, false, session.signal);
      break;
    } catch (error) {
      if (isOrgError(error, 'changed-meanwhile')) {
        const now = await session.backend.policy(shown.id, session.signal);
        if (now !== undefined && samePayload(fieldsOf(now.payload), wanted)) break;
        // Refused although what was shown still holds: the tag alone has moved, or the copy that was read
        // lags behind.
        if (now !== undefined && attempt < 4 && samePayload(fieldsOf(now.payload), fieldsOf(shown.payload))) {
          etag = now.etag;
          await session.clock.sleep(500 * 2 ** attempt, session.signal);
          continue;
        }
        await endRetirement(session.workplace.run, shown.id);
        throw changedByOthers(session, shown, 'was changed in the org since it was shown');
      }
      if (!isOrgError(error, 'ambiguous-write') || attempt >= 3) throw error;
      const now = await session.backend.policy(shown.id, session.signal);
      if (now !== undefined && !now.payload.enabled) break;
    }
  }
  const confirmed = await readUntil(session, PATIENT_WAITS_MS, async () => {
    const now = await session.backend.policy(shown.id, session.signal);
    return now !== undefined && now.payload.enabled === false ? now : undefined;
  });
  if (confirmed === undefined || !samePayload(fieldsOf(confirmed.payload), wanted)) {
    throw changedByOthers(session, shown, 'does not show as disabled');
  }
  return confirmed;
}

async function readUnchanged(session: OrgSession, shown: RemotePolicy): Promise<RemotePolicy> {
  const now = await session.backend.policy(shown.id, session.signal);
  if (now !== undefined && samePayload(fieldsOf(now.payload), fieldsOf(shown.payload))) return now;
  await endRetirement(session.workplace.run, shown.id);
  throw changedByOthers(session, shown, 'was changed in the org since it was shown');
}

/**
 * The number of sessions still active when waiting ended. Anything but an explicit none keeps it waiting or
 * throws.
 */
async function waitForSessions(
  session: OrgSession,
  policy: RemotePolicy,
  request: RetireRequest,
): Promise<number> {
  const poll = request.pollSeconds ?? POLL_S;
  const limit = poll <= 0 ? 0 : (request.maxWaitSeconds ?? MAX_WAIT_S);
  let active = 0;
  await waitFor(session, { limitMs: limit * 1000, pauseMs: () => poll * 1000 }, async (spentMs) => {
    await assertStillDisabled(session, policy);
    active = await session.backend.activeSessions(policy.id, session.signal);
    if (active === 0) return true;
    session.emit({
      type: 'phase',
      phase: 'wait-for-sessions',
      message: `"${policy.payload.name}" is disabled; ${active} session${active === 1 ? '' : 's'} still active${wholeOrg(session)}`,
    });
    session.emit({
      type: 'progress',
      phase: 'wait-for-sessions',
      done: Math.round(spentMs / 1000),
      total: limit,
      unit: 'seconds',
    });
    return undefined;
  });
  return active;
}

/** What must be said where sessions are counted for the whole org. */
function wholeOrg(session: OrgSession): string {
  return session.backend.capabilities.sessionsCountedPer === 'org'
    ? ' in the whole org, which does not tell to which policy they belong'
    : '';
}

async function assertStillDisabled(session: OrgSession, policy: RemotePolicy): Promise<void> {
  const now = await session.backend.policy(policy.id, session.signal);
  if (now === undefined) return;
  const same = session.backend.capabilities.entityTags
    ? now.etag === policy.etag
    : samePayload(fieldsOf(now.payload), fieldsOf(policy.payload));
  if (same && now.payload.enabled === false) return;
  await endRetirement(session.workplace.run, policy.id);
  throw changedByOthers(
    session,
    policy,
    now.payload.enabled ? 'was enabled again by somebody' : 'was changed by somebody',
  );
}

async function deleteDisabled(session: OrgSession, policy: RemotePolicy): Promise<void> {
  session.emit({ type: 'phase', phase: 'delete', message: `Deleting "${policy.payload.name}"` });
  for (let attempt = 1; ; attempt++) {
    try {
      await session.backend.deletePolicy(policy.id, policy.etag, session.signal);
      return;
    } catch (error) {
      if (isOrgError(error, 'changed-meanwhile')) {
        await endRetirement(session.workplace.run, policy.id);
        throw changedByOthers(session, policy, 'was changed by somebody at the last moment');
      }
      if (!isOrgError(error, 'ambiguous-write')) throw error;
      const gone = await readUntil(session, QUICK_WAITS_MS.slice(0, 2), async () =>
        (await session.backend.policy(policy.id, session.signal)) === undefined ? true : undefined,
      );
      if (gone) return;
      if (attempt >= 3) throw error;
      // Before it is repeated, everything that allowed it must hold once more.
      await assertStillDisabled(session, policy);
      if ((await session.backend.activeSessions(policy.id, session.signal)) > 0)
        throw changedByOthers(session, policy, 'has active sessions again');
    }
  }
}

/** Leaves a mark in the state, so that a file that is still there does not create the policy anew. */
async function saveRetired(session: OrgSession, id: string, name: string): Promise<void> {
  const { store, run } = session.workplace;
  await withDiskErrors(
    session.backend.org,
    `"${name}" was deleted in the org, but that could not be noted here.`,
    async () => {
      const state = await store.get(id);
      const file = state?.file ?? (await fileNamed(session, name));
      if (file === undefined) await store.remove(id);
      else
        await store.put({
          id,
          name,
          file,
          etag: undefined,
          base: state?.base ?? payloadOf(new Map([['/name', name]])),
          retired: true,
        });
      await endRetirement(run, id);
    },
  );
}

async function fileNamed(session: OrgSession, name: string): Promise<string | undefined> {
  const variables = valuesOf(session.environment);
  const files = (await session.project.files(session.environment.name)).filter((f) => f.kind === 'policy');
  return files
    .map((f) => readLocal(f, variables))
    .find((l) => comparableName(l.name) === comparableName(name))?.file.path;
}

function planOf(session: OrgSession, policy: RemotePolicy): Plan {
  const { environment, backend } = session;
  return {
    version: 1,
    environment: environment.name,
    org: backend.org,
    identity: session.identity,
    protected: environment.protected === true,
    changes: [
      {
        action: 'update',
        irreversible: 'retire',
        kind: 'policy',
        name: policy.payload.name,
        id: policy.id,
        fields: policy.payload.enabled ? [{ path: '/enabled', from: true, to: false }] : [],
        reason: 'Disabled first; deleted once it has no active session.',
        pin: { id: policy.id, etag: policy.etag, fileHash: undefined },
        blockers: [],
        remote: policy.payload,
      },
    ],
    steps: [],
    lowered: [],
    notes: [
      'Deleting a policy cannot be undone; recordings made under it stay.',
      ...(backend.capabilities.sessionsCountedPer === 'policy'
        ? []
        : [
            'This org counts screen recordings as a whole and not by policy: whether one of this policy is under way cannot be told. Without --no-wait or --after it is deleted once none is under way in the whole org.',
          ]),
    ],
    blockers: [],
  };
}

function deletedResult(org: string, id: string, name: string, waited = true): RetireResult {
  return {
    id,
    name,
    outcome: 'deleted',
    activeSessions: 0,
    exitCode: 0,
    message: waited
      ? `${org}: "${name}" is retired: it was disabled, had no active session, and was deleted.`
      : `${org}: "${name}" is retired: it was disabled and deleted. Whether a screen recording of it was under way is not known.`,
  };
}

function waitingResult(session: OrgSession, policy: RemotePolicy, active: number): RetireResult {
  const { name } = policy.payload;
  const { sessionsCountedPer } = session.backend.capabilities;
  const message = `${session.backend.org}: "${name}" is disabled and still ${sessionsCountedPer === 'policy' ? 'has' : 'waits for'} ${active} active session${active === 1 ? '' : 's'}${wholeOrg(session)}. It was not deleted. Run retire again to go on.`;
  return { id: policy.id, name, outcome: 'waiting', activeSessions: active, exitCode: 1, message };
}

function notYetResult(session: OrgSession, policy: RemotePolicy, seconds: number): RetireResult {
  const { name } = policy.payload;
  const minutes = Math.ceil(seconds / 60);
  const message = `${session.backend.org}: "${name}" is disabled and stays so for ${minutes} more minute${minutes === 1 ? '' : 's'}. It was not deleted. Run retire again after that.`;
  return { id: policy.id, name, outcome: 'waiting', activeSessions: 0, exitCode: 1, message };
}

function changedByOthers(session: OrgSession, policy: RemotePolicy, what: string): OrgError {
  return retireError(
    session,
    `"${policy.payload.name}" ${what}`,
    'Look at it with status, then decide anew whether to retire it.',
  );
}

function retireError(session: OrgSession, what: string, advice: string): OrgError {
  return new OrgError({
    kind: 'blocked',
    org: session.backend.org,
    what,
    written: 'It was not deleted.',
    advice,
  });
}
