import { lineOfField } from '../../model/edits/line-of';
import { EditRefusal, editedText } from '../../model/edits/payload-edits';
import { fits } from '../../model/order/order';
import { type PolicySlot, SlotUsage, slotsFor } from '../../model/order/slots';
import { fieldsOf, type PayloadFields, payloadOf } from '../../model/policy/payload';
import { keyOfTarget, samePayload } from '../../model/policy/same';
import { valuesOf } from '../../model/references/values';
import type { DeployedItem } from '../../state/last-deploy';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import { planCollisions } from '../plan/collisions';
import type { Planned } from '../plan/context';
import { writesOf } from '../plan/plan';
import type { ItemResult, OrgSession } from '../session';
import { createOnce } from './create';
import { BlockedError, ConflictError } from './errors';
import { type PolicyWrite, policyWrite, withField } from './policy-write';
import { replaceMerging } from './replace';
import { mergedFileText, saveConfirmed, withDiskErrors } from './save-confirmed';

/**
 * Errors after which no further write is tried: they would all meet it, or the fate of the last one must be
 * learnt first.
 */
const FATAL = [
  'network',
  'timeout',
  'tls',
  'redirect',
  'not-the-api',
  'credentials',
  'unauthorized',
  'missing-scope',
  'forbidden',
  'rate-limited',
  'server',
  'ambiguous-write',
  'cancelled',
  'file',
  'endpoint',
] as const;

/** Makes the planned writes, one at a time and in order. Never throws for what happens to single policies. */
export async function executePolicies(
  session: OrgSession,
  planned: Planned,
  items: DeployedItem[],
  at: string,
): Promise<ItemResult[]> {
  const { plan, remotes } = planned;
  const positionOf = slotsFor(session.backend.capabilities.overlaps);
  const keyOf = (w: PolicyWrite) => w.change.id ?? `new ${w.index}`;
  const works = new Map<number, PolicyWrite>();
  plan.changes.forEach((c, i) => {
    if (c.kind === 'policy' && (c.action === 'create' || c.action === 'update'))
      works.set(i, policyWrite(i, c, planned.files.get(c.file!)!));
  });
  const results = new Map<number, ItemResult>();
  const now = new SlotUsage();
  const end = new SlotUsage();
  const at0 = new Map<number, PolicySlot>();
  const written = new Map(
    [...works.values()].flatMap((w) => (w.id === undefined ? [] : [[w.id, w] as const])),
  );
  for (const r of remotes) {
    const position = positionOf(r.payload, r.id);
    now.add(position);
    const work = written.get(r.id);
    if (work === undefined) end.add(position);
    else at0.set(work.index, position);
  }
  for (const w of works.values()) end.add(positionOf(payloadOf(w.desired), keyOf(w)));
  let stopped: unknown;
  let done = 0;
  for (const step of plan.steps) {
    const work = works.get(step.change)!;
    const fail = (outcome: ItemResult['outcome'], message: string, error?: unknown) =>
      results.set(work.index, result(work, outcome, message, error));
    if (results.get(work.index) !== undefined) continue;
    if (stopped === undefined && session.signal?.aborted) stopped = 'cancelled';
    if (stopped !== undefined) {
      fail('not-tried', 'Not tried: the deploy stopped before.');
      continue;
    }
    const from = at0.get(work.index);
    const goal = positionOf(step.temporary ? step.payload : payloadOf(work.desired), keyOf(work));
    if (!fits(now, end, from, goal, false)) {
      fail(
        'not-tried',
        'Not tried: a write it depends on was not made, and without that it would collide with another policy or leave a target uncovered.',
      );
      continue;
    }
    session.emit({
      type: 'phase',
      phase: 'write',
      message: `${work.id === undefined ? 'Creating' : step.temporary ? 'Making way with' : 'Updating'} "${work.change.name}"`,
    });
    try {
      const otherwise = await writeStep(
        session,
        planned,
        work,
        step.temporary ? step.payload : undefined,
        items,
        at,
      );
      now.remove(from);
      const position = positionOf(payloadOf(work.seen!), keyOf(work));
      now.add(position);
      at0.set(work.index, position);
      if (!step.temporary) {
        done++;
        results.set(work.index, {
          ...result(work, 'done', doneMessage(work)),
          ...(otherwise.length === 0 ? {} : { storedOtherwise: otherwise }),
        });
      }
    } catch (error) {
      if (isOrgError(error, ...FATAL) || !(error instanceof OrgError)) stopped = error;
      if (error instanceof OrgError) error.withWritten(`"${work.change.name}" was not written.`);
      fail(outcomeOf(error), messageOf(error), error);
    }
    session.emit({ type: 'progress', phase: 'write', done, total: works.size, unit: 'items' });
  }
  return writesOf(plan).flatMap((c) => (c.kind === 'policy' ? [results.get(plan.changes.indexOf(c))!] : []));
}

async function writeStep(
  session: OrgSession,
  planned: Planned,
  work: PolicyWrite,
  temporary: ReturnType<typeof payloadOf> | undefined,
  items: DeployedItem[],
  at: string,
) {
  const { journal } = session.workplace;
  const org = session.backend.org;
  let sentFields: PayloadFields = work.desired;
  const record = (payload: PayloadFields) => {
    sentFields = payload;
    const fileText = temporary === undefined ? mergedFileText(session, work) : undefined;
    return withDiskErrors(org, 'Nothing of this policy was written to the org.', () =>
      journal.record({
        op: work.id === undefined ? 'create' : 'replace',
        name: work.change.name,
        ...(work.id === undefined ? {} : { id: work.id }),
        file: work.file.path,
        ...(work.change.pin.fileHash === undefined ? {} : { fileHash: work.change.pin.fileHash }),
        ...(fileText === undefined ? {} : { fileText }),
        ...(work.etag === undefined ? {} : { ifMatch: work.etag }),
        payload: payloadOf(payload),
        before: work.before === undefined ? null : payloadOf(work.before),
        ...(temporary === undefined ? {} : { temporary: true }),
        at: new Date(session.clock.wall()).toISOString(),
      }),
    );
  };
  let confirmed: Awaited<ReturnType<typeof createOnce>>;
  try {
    if (work.id === undefined) {
      await record(work.desired);
      confirmed = await createOnce(session, payloadOf(work.desired));
    } else {
      const replaced = await replaceMerging(session, work, {
        payload: (w) => (temporary === undefined ? w.desired : temporaryFields(w, temporary)),
        beforeSend: record,
        checkMerge: (w) => assertMergeAllowed(session, planned, w),
      });
      confirmed = replaced.policy;
      if (!replaced.sent || samePayload(fieldsOf(confirmed.payload), work.desired)) sentFields = work.desired;
    }
  } catch (error) {
    // What may have been written stays in the journal until the next run has looked.
    if (!isOrgError(error, 'ambiguous-write', 'file'))
      await withDiskErrors(org, 'This policy was not written to the org.', () => journal.clear());
    throw error;
  }
  return withDiskErrors(
    org,
    `"${work.change.name}" was written to the org, but that could not be noted here.`,
    async () => {
      const otherwise = await saveConfirmed(session, work, sentFields, confirmed, items, at);
      await journal.clear();
      return otherwise;
    },
  );
}

/** The fields of a temporary write, based on what the org has now. */
function temporaryFields(work: PolicyWrite, temporary: ReturnType<typeof payloadOf>): PayloadFields {
  const targets = new Map(
    [...(temporary.targets ?? []), ...(payloadOf(work.seen!).targets ?? [])].map((t) => [keyOfTarget(t), t]),
  );
  return withField(withField(work.seen!, '/priority', temporary.priority), '/targets', [...targets.values()]);
}

/** A merge made under way must stand before the rules and beside the other policies, as a plan's does. */
async function assertMergeAllowed(session: OrgSession, planned: Planned, work: PolicyWrite): Promise<void> {
  const org = session.backend.org;
  const { name } = work.change;
  let overlay: Map<string, string>;
  try {
    overlay = new Map([
      [work.file.path, editedText(work.file.text, work.desired, valuesOf(session.environment))],
    ]);
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error;
    throw new ConflictError(
      org,
      name,
      [],
      `and the change cannot be brought into ${work.file.path}: ${error.message}`,
    );
  }
  const findings = await session.project.findings(session.environment.name, [work.file.path], {
    overlay,
    ...(session.facts === undefined ? {} : { facts: session.facts }),
  });
  const wrong = findings.find((f) => f.severity === 'error');
  if (wrong !== undefined) throw new BlockedError(org, name, wrong.message);
  const written = new Map(planned.plan.changes.map((c, i) => [c.id, { c, i }]));
  const others = planned.remotes.flatMap((r) => {
    if (r.id === work.id) return [];
    const c = written.get(r.id)?.c;
    return [{ name: r.payload.name, file: c?.file, payload: c?.desired ?? r.payload, change: undefined }];
  });
  const mine = { name, file: work.file.path, payload: payloadOf(work.desired), change: work.index };
  if (session.backend.capabilities.overlaps !== 'lowest-priority-number') return;
  const clash = planCollisions([...others, mine])[0];
  if (clash !== undefined)
    throw new BlockedError(
      org,
      name,
      `priority ${clash.priority} on ${clash.target} is also that of "${clash.with.name}"`,
    );
}

function result(
  work: PolicyWrite,
  outcome: ItemResult['outcome'],
  message: string,
  error?: unknown,
): ItemResult {
  const field = error instanceof OrgError ? error.details.fields?.[0]?.field : undefined;
  const line = field === undefined ? undefined : lineOfField(work.file.text, field);
  return {
    name: work.change.name,
    kind: 'policy',
    file: work.file.path,
    ...(work.id === undefined ? {} : { id: work.id }),
    action: work.change.action,
    outcome,
    message,
    ...(error === undefined ? {} : { error }),
    ...(line === undefined ? {} : { line }),
  };
}

function doneMessage(work: PolicyWrite): string {
  return work.change.action === 'create' ? 'Created.' : 'Updated.';
}

export function outcomeOf(error: unknown): ItemResult['outcome'] {
  if (error instanceof ConflictError) return 'conflict';
  if (error instanceof BlockedError) return 'blocked';
  return isOrgError(error, 'ambiguous-write') ? 'unknown' : 'failed';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
