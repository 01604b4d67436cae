import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, type PolicyPayload, payloadOf } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import type { DeployedItem } from '../../state/last-deploy';
import { ChangedMeanwhileError } from '../../transport/errors/kinds';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import { approve } from '../approval';
import { QUICK_WAITS_MS, readUntil } from '../deploy/consistent-reads';
import { messageOf, outcomeOf } from '../deploy/execute';
import { withField } from '../deploy/policy-write';
import { withDiskErrors } from '../deploy/save-confirmed';
import { hasValues, writeSettings } from '../deploy/settings-write';
import { fieldChanges, memberChanges } from '../plan/field-changes';
import type { Plan, PlannedChange } from '../plan/plan';
import { withProtection } from '../plan/protection';
import { settingsIn } from '../plan/settings-change';
import { writeSteps } from '../plan/write-order';
import type { ApprovalRequest, ExitCode, ItemResult, OrgSession } from '../session';

export interface UndoResult {
  readonly items: readonly ItemResult[];
  readonly exitCode: ExitCode;
  readonly summary: string;
}

interface UndoItem {
  readonly item: DeployedItem;
  readonly change: PlannedChange;
  /** The org's version that the next write is conditional on. */
  now: RemotePolicy | undefined;
}

/**
 * Puts back what the last deploy replaced, where nobody has changed it since. What that deploy created is
 * disabled, not deleted, as sessions may run under it: retire finishes that. Files stay as they are. The
 * session's lock is held.
 */
export async function undoLastDeploy(session: OrgSession, approval: ApprovalRequest): Promise<UndoResult> {
  const { backend, workplace } = session;
  const org = backend.org;
  const last = await workplace.lastDeploy.read();
  if (last === undefined) {
    throw new OrgError({
      kind: 'configuration',
      org,
      what: 'there is no deploy to undo',
      written: 'Nothing was written.',
      advice: 'Only the last deploy made from this machine can be undone, once.',
    });
  }
  const hasSettings = last.items.some((i) => i.kind === 'recording-settings');
  const hasPolicies = last.items.some((i) => i.kind === 'policy');
  await backend.require(
    [
      ...(hasPolicies ? (['read-policies', 'write-policies'] as const) : []),
      ...(hasSettings ? (['write-settings'] as const) : []),
    ],
    session.signal,
  );
  const remotes = await backend.policies(session.signal);
  const settings = hasSettings ? settingsIn(await backend.settings(session.signal)) : {};
  const undoing = last.items.map((item) =>
    planUndo(
      item,
      remotes.find((r) => r.id === item.id),
      settings,
    ),
  );
  const plan: Plan = {
    version: 1,
    environment: session.environment.name,
    org,
    identity: session.identity,
    protected: session.environment.protected === true,
    changes: undoing.map((u) => withProtection(u.change)),
    steps: [],
    lowered: [],
    notes: [`Undoes the deploy of ${last.at}. The files stay as they are.`],
    blockers: [],
  };
  const doable = undoing.filter((u) => u.change.action === 'update');
  if (doable.length > 0) await approve(session, plan, approval);
  const results = new Map<DeployedItem, ItemResult>();
  for (const u of undoing)
    if (u.change.action !== 'update')
      results.set(u.item, result(u, u.change.action === 'conflict' ? 'conflict' : 'done', u.change.reason));
  let left = last.items.filter((i) => undoing.find((u) => u.item === i)?.change.action !== 'none');
  for (const u of undoing) if (u.change.action === 'none') await saveUndone(session, u, u.now);
  await workplace.lastDeploy.write({ at: last.at, items: left });
  for (const { u, aside } of inOrder(session, doable, remotes)) {
    if (results.get(u.item) !== undefined) continue;
    if (session.signal?.aborted) {
      results.set(u.item, result(u, 'not-tried', 'Not tried: cancelled before.'));
      continue;
    }
    try {
      if (aside !== undefined) {
        // Makes way for another policy; what it is to be is written later.
        u.now = await replaceIfUnchanged(session, u.now!, aside);
        continue;
      }
      await (u.item.kind === 'policy' ? restorePolicy(session, u) : restoreSettings(session, u));
      left = left.filter((i) => i !== u.item);
      await withDiskErrors(
        org,
        `"${u.item.name}" was put back in the org, but that could not be noted here.`,
        () => workplace.lastDeploy.write({ at: last.at, items: left }),
      );
      results.set(
        u.item,
        result(u, 'done', u.item.before === null ? 'Disabled; retire it to delete it.' : 'Put back.'),
      );
    } catch (error) {
      const changed = isOrgError(error, 'changed-meanwhile');
      results.set(u.item, result(u, changed ? 'conflict' : outcomeOf(error), messageOf(error), error));
    }
  }
  const items = last.items.map((i) => results.get(i)!);
  const done = items.filter((i) => i.outcome === 'done').length;
  const conflicts = items.some((i) => i.outcome === 'conflict');
  const failed = items.some((i) => i.outcome !== 'done' && i.outcome !== 'conflict');
  return {
    items,
    exitCode: failed ? 1 : conflicts ? 3 : 0,
    summary: `${org}: ${done} of ${items.length} put back.`,
  };
}

function planUndo(
  item: DeployedItem,
  now: RemotePolicy | undefined,
  settings: Readonly<Record<string, unknown>>,
): UndoItem {
  const shared = {
    kind: item.kind,
    name: item.name,
    ...(item.file === undefined ? {} : { file: item.file }),
    ...(item.id === '' ? {} : { id: item.id }),
    blockers: [],
  };
  const of = (
    action: PlannedChange['action'],
    reason: string,
    rest: Partial<PlannedChange> = {},
  ): UndoItem => ({
    item,
    now,
    change: {
      ...shared,
      action,
      reason,
      fields: [],
      pin: { id: item.id, etag: now?.etag, fileHash: undefined },
      ...rest,
    },
  });
  if (item.kind === 'recording-settings') {
    const before = item.before ?? {};
    const fields = memberChanges(item.after as Record<string, unknown>, before as Record<string, unknown>);
    const members = Object.fromEntries(fields.map((f) => [f.path.slice(1), f.to]));
    if (hasValues(settings, members)) return of('none', 'As it was before.');
    const after = Object.fromEntries(fields.map((f) => [f.path.slice(1), f.from]));
    if (!hasValues(settings, after))
      return of('conflict', 'Changed by somebody since the deploy: left as it is.');
    return of('update', 'Put back as before the deploy.', {
      fields,
      settings: { local: {}, remote: settings, desired: members },
    });
  }
  if (now === undefined)
    return of(item.before === null ? 'none' : 'conflict', 'Deleted in the org since the deploy.');
  const before = fieldsAfterUndo(item, now);
  const theirs = fieldsOf(now.payload);
  if (samePayload(theirs, before)) return of('none', 'As it was before.');
  if (!samePayload(theirs, fieldsOf(item.after)))
    return of('conflict', 'Changed by somebody since the deploy: left as it is.');
  const reason = item.before === null ? 'Created by the deploy: disabled.' : 'Put back as before the deploy.';
  return of('update', reason, {
    fields: fieldChanges(theirs, before),
    remote: now.payload,
    desired: payloadOf(before),
  });
}

/** What the policy is to be after the undo. */
function fieldsAfterUndo(item: DeployedItem, now: RemotePolicy) {
  return item.before === null ? withField(fieldsOf(now.payload), '/enabled', false) : fieldsOf(item.before);
}

/** The writes in a safe order; `aside` is a step that makes way for another. */
function inOrder(
  session: OrgSession,
  doable: readonly UndoItem[],
  remotes: readonly RemotePolicy[],
): { u: UndoItem; aside?: PolicyPayload }[] {
  const policies = doable.filter((u) => u.item.kind === 'policy');
  const changes = policies.map((u) => u.change);
  const steps = writeSteps(changes, remotes, session.backend.capabilities.overlaps);
  return [
    ...steps.map((s) => ({ u: policies[s.change]!, ...(s.temporary ? { aside: s.payload } : {}) })),
    ...doable.filter((u) => u.item.kind !== 'policy').map((u) => ({ u })),
  ];
}

async function restorePolicy(session: OrgSession, u: UndoItem): Promise<void> {
  const confirmed = await replaceIfUnchanged(session, u.now!, u.change.desired as PolicyPayload);
  await withDiskErrors(
    session.backend.org,
    `"${u.item.name}" was put back in the org, but that could not be noted here.`,
    () => saveUndone(session, u, confirmed),
  );
}

/**
 * The org's version is the common base again, so that what the file says beyond it counts as a change made
 * here.
 */
async function saveUndone(session: OrgSession, u: UndoItem, now: RemotePolicy | undefined): Promise<void> {
  if (u.item.kind !== 'policy' || now === undefined) return;
  const { store } = session.workplace;
  const state = await store.get(now.id);
  await store.put({
    id: now.id,
    name: now.payload.name,
    file: state?.file ?? u.item.file,
    etag: now.etag,
    base: now.payload,
  });
}

async function replaceIfUnchanged(
  session: OrgSession,
  now: RemotePolicy,
  before: PolicyPayload,
): Promise<RemotePolicy> {
  const etag = now.etag ?? (await assertUnchanged(session, now)).etag;
  for (let attempt = 1; ; attempt++) {
    try {
      return await session.backend.replacePolicy(now.id, etag, before, session.signal);
    } catch (error) {
      // An earlier attempt whose answer was lost makes the next one fail with 412: what the org has then
      // decides.
      if (!isOrgError(error, 'ambiguous-write') && !(attempt > 1 && isOrgError(error, 'changed-meanwhile')))
        throw error;
      const found = await readUntil(session, QUICK_WAITS_MS.slice(0, 3), async () => {
        const found = await session.backend.policy(now.id, session.signal);
        return found !== undefined && samePayload(fieldsOf(found.payload), fieldsOf(before))
          ? found
          : undefined;
      });
      if (found !== undefined) return found;
      if (attempt >= 3 || isOrgError(error, 'changed-meanwhile')) throw error;
    }
  }
}

/**
 * The policy read singly, where lists carry no tags; what has changed since the list was read is not
 * overwritten.
 */
async function assertUnchanged(session: OrgSession, shown: RemotePolicy): Promise<RemotePolicy> {
  const now = await session.backend.policy(shown.id, session.signal);
  if (now !== undefined && samePayload(fieldsOf(now.payload), fieldsOf(shown.payload))) return now;
  throw new ChangedMeanwhileError({
    org: session.backend.org,
    written: 'It was not written.',
  });
}

async function restoreSettings(session: OrgSession, u: UndoItem): Promise<void> {
  const settings = u.change.settings!;
  const { after } = await writeSettings(session, settings.remote, settings.desired);
  const base = await session.workplace.store.settings();
  if (base !== undefined)
    await session.workplace.store.putSettings({
      ...base,
      ...settingsIn(Object.fromEntries(Object.keys(settings.desired).map((k) => [k, after[k]]))),
    });
}

function result(u: UndoItem, outcome: ItemResult['outcome'], message: string, error?: unknown): ItemResult {
  const { item, change } = u;
  return {
    name: item.name,
    kind: item.kind,
    ...(item.file === undefined ? {} : { file: item.file }),
    ...(item.id === '' ? {} : { id: item.id }),
    action: change.action,
    outcome,
    message,
    ...(error === undefined ? {} : { error }),
  };
}
