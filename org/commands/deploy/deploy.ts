import { digest } from '../../model/digest';
import { fieldsOf, payloadOf } from '../../model/policy/payload';
import type { DeployedItem } from '../../state/last-deploy';
import type { Capability } from '../../transport/auth/scopes';
import { OrgError } from '../../transport/errors/org-error';
import { approve } from '../approval';
import type { Planned, PlanOptions } from '../plan/context';
import { makePlan } from '../plan/make-plan';
import { NOT_SYNCHRONISED } from '../plan/org-checks';
import { type Plan, type PlannedChange, removalsOf, writesOf } from '../plan/plan';
import type { ApprovalRequest, ExitCode, ItemResult, OrgSession } from '../session';
import { executePolicies } from './execute';
import { DEFAULT_GROUP_WAIT, type GroupWait, waitForGroups } from './group-wait';
import { readBack } from './read-back';
import { executeRemovals } from './removals';
import { withDiskErrors } from './save-confirmed';
import { executeSettings } from './settings-step';

export interface DeployRequest extends PlanOptions {
  readonly approval: ApprovalRequest;
  /** A plan that was shown before: the deploy does exactly that, or stops. */
  readonly plan?: Plan;
  readonly groupWait?: GroupWait;
}

export interface DeployResult {
  readonly plan: Plan;
  /** One entry per change that was to be written, and per conflict or blocked file. */
  readonly items: readonly ItemResult[];
  /** 0 done, 1 failed or partly failed, 3 conflicts left. */
  readonly exitCode: ExitCode;
  /** One line that sums it up. */
  readonly summary: string;
}

/**
 * Plans, shows, asks, checks, writes in a safe order, reads back. The session's lock is held and its journal
 * recovered.
 */
export async function deploy(session: OrgSession, request: DeployRequest): Promise<DeployResult> {
  try {
    return await runDeploy(session, request);
  } catch (error) {
    // Once writing has begun nothing is thrown any more: what became of each change stands in the result.
    throw error instanceof OrgError ? error.withWritten('Nothing was written.') : error;
  }
}

async function runDeploy(session: OrgSession, request: DeployRequest): Promise<DeployResult> {
  let planned = await planWithGroups(session, request);
  const { plan } = planned;
  if (request.plan !== undefined) assertSamePlan(request.plan, plan);
  const writes = writesOf(plan);
  const stops = stoppingChanges(plan);
  if (stops.length > 0 && (writes.length > 0 || stops.some((s) => s.change !== undefined))) {
    session.emit({ type: 'plan', plan });
    return deployResult(session, plan, [...resultsWhenStopped(plan, writes)]);
  }
  const removals = removalsOf(plan);
  if (writes.length === 0 && removals.length === 0) {
    session.emit({ type: 'plan', plan });
    await saveAgreed(session, plan);
    return deployResult(session, plan, unwrittenResults(plan));
  }
  await session.backend.require(requiredCapabilities(writes, removals.length > 0), session.signal);
  await approve(session, plan, request.approval);
  if (request.approval.inAdvance !== true) {
    planned = await makePlan(session, { ...request, withoutChecks: true });
    assertSamePlan(plan, planned.plan);
  }
  await withDiskErrors(plan.org, 'Nothing was written.', () => saveAgreed(session, plan));
  const at = new Date(session.clock.wall()).toISOString();
  const items: DeployedItem[] = [];
  let results = await executePolicies(session, planned, items, at);
  const halted = results.some(
    (r) => r.outcome === 'unknown' || r.outcome === 'not-tried' || r.outcome === 'failed',
  );
  const settings = await executeSettings(session, planned, items, at, halted);
  try {
    results = await readBack(session, results, items);
  } catch (error) {
    session.emit({
      type: 'notice',
      message: `What was written could not be read back: ${error instanceof Error ? error.message : error}`,
    });
  }
  const removed = await executeRemovals(session, removals, halted);
  return deployResult(session, plan, [...results, ...settings, ...removed, ...unwrittenResults(plan)]);
}

/** The plan, made anew where nothing but groups that are not there yet stood in its way. */
async function planWithGroups(session: OrgSession, request: DeployRequest): Promise<Planned> {
  const planned = await makePlan(session, request);
  const { plan, missingGroups } = planned;
  const wait = request.groupWait ?? DEFAULT_GROUP_WAIT;
  const stops = [...plan.blockers, ...plan.changes.flatMap((c) => c.blockers)].filter(
    (b) => b.stops === 'deploy',
  );
  if (missingGroups.length === 0 || wait.seconds <= 0) return planned;
  if (stops.some((b) => b.code !== NOT_SYNCHRONISED)) return planned;
  await waitForGroups(session, missingGroups, wait);
  return makePlan(session, request);
}

function requiredCapabilities(writes: readonly PlannedChange[], removes: boolean): Capability[] {
  const policies = writes.some((w) => w.kind === 'policy');
  const settings = writes.some((w) => w.kind === 'recording-settings');
  return [
    ...(policies ? (['read-policies', 'write-policies', 'read-directory'] as const) : []),
    ...(settings ? (['write-settings'] as const) : []),
    ...(removes ? (['read-policies', 'write-policies', 'delete-policies'] as const) : []),
  ];
}

/** What a plan pins: who it is for, and every write with both sides it was computed from. */
function pinOf(plan: Plan): string {
  const writes = writesOf(plan).map((c) => ({
    action: c.action,
    id: c.id,
    file: c.file,
    pin: c.pin,
    desired: c.desired,
    fields: c.fields,
  }));
  const removals = removalsOf(plan).map((c) => c.pin);
  return digest(JSON.stringify({ writes, removals, steps: plan.steps.map((s) => s.payload) }));
}

function assertSamePlan(shown: Plan, now: Plan): void {
  if (shown.identity !== now.identity || shown.environment !== now.environment) {
    throw new OrgError({
      kind: 'wrong-org',
      org: now.org,
      what: `the plan was made for ${shown.org} with other credentials or another address`,
      written: 'Nothing was written.',
      advice: 'Plan again with the credentials and the environment that are meant.',
    });
  }
  if (pinOf(shown) === pinOf(now)) return;
  const before = new Map(writesOf(shown).map((c) => [c.file ?? c.name, JSON.stringify([c.pin, c.desired])]));
  const changed = writesOf(now).filter(
    (c) => before.get(c.file ?? c.name) !== JSON.stringify([c.pin, c.desired]),
  );
  const names = changed.map((c) => `"${c.name}"`).join(', ');
  throw new OrgError({
    kind: 'stale-plan',
    org: now.org,
    what: `files or org changed since the plan was shown${names === '' ? '' : ` (${names})`}`,
    written: 'Nothing was written.',
    advice: 'Look at the new plan, then confirm that.',
  });
}

function stoppingChanges(plan: Plan): { change: PlannedChange | undefined }[] {
  const own = plan.changes.flatMap((change) =>
    change.blockers.some((b) => b.stops === 'deploy') ? [{ change }] : [],
  );
  return [...own, ...plan.blockers.map(() => ({ change: undefined }))];
}

/** Saves what a plan found to be agreed already: the first match by name, both sides changed alike. */
async function saveAgreed(session: OrgSession, plan: Plan): Promise<void> {
  const { store } = session.workplace;
  const states = await store.all();
  for (const c of plan.changes) {
    if (c.agreesAlready !== true) continue;
    if (c.kind === 'recording-settings') {
      if (JSON.stringify(await store.settings()) !== JSON.stringify(c.settings?.local))
        await store.putSettings({ ...c.settings?.local });
      continue;
    }
    if (c.id === undefined || c.local === undefined) continue;
    const known = states.get(c.id);
    const next = {
      id: c.id,
      name: c.name,
      file: c.file,
      etag: c.pin.etag ?? known?.etag,
      base: payloadOf(fieldsOf(c.local)),
    };
    const kept =
      known?.storedOtherwise === undefined ? next : { ...next, storedOtherwise: known.storedOtherwise };
    if (JSON.stringify(known) !== JSON.stringify(kept)) await store.put(kept);
  }
  if (plan.changes.some((c) => c.agreesAlready === true)) await store.putIdentity(session.orgIdentity);
}

function resultsWhenStopped(plan: Plan, writes: readonly PlannedChange[]): ItemResult[] {
  const others = writes.map((c) =>
    itemResult(c, 'not-tried', 'Not tried: something else in this environment must be corrected first.'),
  );
  const whole = plan.blockers.map((b) => ({
    name: plan.environment,
    kind: 'policy' as const,
    action: 'blocked' as const,
    outcome: 'blocked' as const,
    message: b.message,
  }));
  return [...whole, ...unwrittenResults(plan), ...others];
}

/** Conflicts and blocked files: nothing was done about them. */
function unwrittenResults(plan: Plan): ItemResult[] {
  return plan.changes.flatMap((c) => {
    if (c.action === 'conflict') return [itemResult(c, 'conflict', c.reason)];
    if (c.action !== 'blocked') return [];
    const line = c.blockers.find((b) => b.line !== undefined)?.line;
    return [{ ...itemResult(c, 'blocked', c.reason), ...(line === undefined ? {} : { line }) }];
  });
}

function itemResult(c: PlannedChange, outcome: ItemResult['outcome'], message: string): ItemResult {
  return {
    name: c.name,
    kind: c.kind,
    ...(c.file === undefined ? {} : { file: c.file }),
    ...(c.id === undefined ? {} : { id: c.id }),
    action: c.action,
    outcome,
    message,
  };
}

function deployResult(session: OrgSession, plan: Plan, items: readonly ItemResult[]): DeployResult {
  const count = (o: ItemResult['outcome']) => items.filter((i) => i.outcome === o).length;
  const parts = (['done', 'failed', 'blocked', 'conflict', 'unknown', 'not-tried'] as const)
    .map((o) => [o, count(o)] as const)
    .filter(([, n]) => n > 0)
    .map(
      ([o, n]) =>
        `${n} ${o === 'not-tried' ? 'not tried' : o === 'conflict' ? (n === 1 ? 'conflict' : 'conflicts') : o}`,
    );
  const failed = items.some(
    (i) =>
      i.outcome === 'failed' ||
      i.outcome === 'blocked' ||
      i.outcome === 'unknown' ||
      i.outcome === 'not-tried',
  );
  const exitCode: ExitCode = failed ? 1 : count('conflict') > 0 ? 3 : 0;
  const what = parts.length === 0 ? 'nothing to do, the org has what the files say' : parts.join(', ');
  return { plan, items, exitCode, summary: `${session.backend.org}: ${what}.` };
}
