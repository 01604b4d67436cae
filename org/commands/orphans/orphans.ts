import type { OrphanRecording } from '../../backends/backend';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import { approve } from '../approval';
import { QUICK_WAITS_MS, readUntil } from '../deploy/consistent-reads';
import type { FieldChange, Plan } from '../plan/plan';
import type { ApprovalRequest, OrgSession } from '../session';
import { type AttachRequest, attachPayload } from './attach';

/** All orphaned recordings, or with `known` those whose conversation is known. */
export async function listOrphans(session: OrgSession, known: boolean): Promise<readonly OrphanRecording[]> {
  session.emit({
    type: 'phase',
    phase: 'read-org',
    message: `Reading the orphaned recordings of ${session.backend.org}`,
  });
  return session.backend.orphans(known, session.signal);
}

/** Deletes an orphaned recording after confirmation. One that is gone already counts as deleted. */
export async function deleteOrphan(
  session: OrgSession,
  id: string,
  approval: ApprovalRequest,
): Promise<'deleted' | 'gone'> {
  const orphan = await session.backend.orphan(id, session.signal);
  if (orphan === undefined) return 'gone';
  await session.backend.require(['write-orphans'], session.signal);
  await approve(
    session,
    planOf(session, orphan, [], 'Deletes the recording. This cannot be undone.'),
    approval,
  );
  for (let attempt = 1; ; attempt++) {
    try {
      const result = await session.backend.deleteOrphan(id, session.signal);
      return attempt > 1 ? 'deleted' : result;
    } catch (error) {
      if (!isOrgError(error, 'ambiguous-write') || attempt >= 3) throw error;
      if (await isDeleted(session, id)) return 'deleted';
    }
  }
}

/** Attaches an orphaned recording to a conversation, after which it is no orphan any more. */
export async function attachOrphan(
  session: OrgSession,
  id: string,
  request: AttachRequest,
  approval: ApprovalRequest,
): Promise<void> {
  const org = session.backend.org;
  const payload = attachPayload(org, request, session.clock.wall());
  const orphan = await session.backend.orphan(id, session.signal);
  if (orphan === undefined) {
    throw new OrgError({
      kind: 'not-found',
      org,
      what: `there is no orphaned recording ${id}`,
      written: 'Nothing was written.',
      advice: 'List the orphaned recordings again: it may have been attached or deleted.',
    });
  }
  await session.backend.require(['write-orphans'], session.signal);
  const fields = Object.entries(payload).map(([key, to]) => ({ path: `/${key}`, to }));
  await approve(
    session,
    planOf(session, orphan, fields, 'Attaches the recording to a conversation.'),
    approval,
  );
  for (let attempt = 1; ; attempt++) {
    try {
      return await session.backend.attachOrphan(id, payload, session.signal);
    } catch (error) {
      // Once attached it is no orphan: what can no longer be found after a lost answer has been attached.
      if (attempt > 1 && isOrgError(error, 'not-found')) return;
      if (!isOrgError(error, 'ambiguous-write') || attempt >= 3) throw error;
      if (await isDeleted(session, id)) return;
    }
  }
}

async function isDeleted(session: OrgSession, id: string): Promise<boolean> {
  const findOrphan = async () =>
    (await session.backend.orphan(id, session.signal)) === undefined ? true : undefined;
  return (await readUntil(session, QUICK_WAITS_MS.slice(0, 2), findOrphan)) === true;
}

function planOf(
  session: OrgSession,
  orphan: OrphanRecording,
  fields: readonly FieldChange[],
  reason: string,
): Plan {
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
        kind: 'orphaned-recording',
        name: orphan.name ?? orphan.id,
        id: orphan.id,
        fields,
        reason,
        pin: { id: orphan.id, etag: undefined, fileHash: undefined },
        blockers: [],
      },
    ],
    steps: [],
    lowered: [],
    notes: [],
    blockers: [],
  };
}
