import type { Group } from '../../backends/backend';
import type { PolicyPayload } from '../../model/policy/payload';
import { isOrgError, OrgError } from '../../transport/errors/org-error';
import type { PlannedChange } from '../plan/plan';
import type { OrgSession } from '../session';

/** How long groups may take to synchronise. */
export interface GroupWait {
  /** Seconds in all; 0 looks once. */
  readonly seconds: number;
}

export const DEFAULT_GROUP_WAIT: GroupWait = { seconds: 300 };
const STEP_S = 30;

/**
 * Checks against the org what is about to be written; throws a `blocked` error that names everything wrong.
 * True when it had to wait.
 */
export async function preflight(
  session: OrgSession,
  writes: readonly PlannedChange[],
  wait: GroupWait,
): Promise<boolean> {
  const payloads = writes.flatMap((w) => (w.kind === 'policy' && w.desired !== undefined ? [w.desired] : []));
  if (payloads.length === 0) return false;
  session.emit({
    type: 'phase',
    phase: 'check',
    message: `Checking retention and groups in ${session.backend.org}`,
  });
  const faults = await retentionFaults(session, payloads);
  if (faults.length > 0) throw blocked(session, faults);
  return waitForGroups(session, payloads, wait);
}

async function retentionFaults(session: OrgSession, payloads: readonly PolicyPayload[]): Promise<string[]> {
  if (!session.backend.capabilities.minimumRetention) return [];
  let minimum: number | undefined;
  try {
    minimum = await session.backend.minimumRetention(session.signal);
  } catch (error) {
    if (!isOrgError(error, 'not-found')) throw error;
  }
  if (minimum === undefined) {
    session.emit({
      type: 'notice',
      message:
        'The org does not tell its minimum retention: whether it keeps recordings longer is not known.',
    });
    return [];
  }
  const low = payloads.filter((p) => p.retentionDays !== undefined && p.retentionDays < minimum);
  return low.map(
    (p) =>
      `"${p.name}" keeps recordings ${p.retentionDays} days, and the org silently keeps them ${minimum} days. Set retentionDays to ${minimum} or more.`,
  );
}

/** Whether it had to wait. */
async function waitForGroups(
  session: OrgSession,
  payloads: readonly PolicyPayload[],
  wait: GroupWait,
): Promise<boolean> {
  const used = new Map<string, string[]>();
  for (const p of payloads) {
    if (!p.enabled) continue;
    for (const t of p.targets ?? [])
      if (t.type === 'GROUP') used.set(t.id, [...new Set([...(used.get(t.id) ?? []), p.name])]);
  }
  let open = [...used.keys()];
  const total = Math.max(0, wait.seconds);
  const step = total >= 300 ? STEP_S : Math.min(STEP_S, Math.max(1, total / 10));
  let waited = 0;
  for (;;) {
    const states = await groupsOf(session, open);
    open = open.filter((id) => states.get(id) !== 'ready');
    if (open.length === 0) return waited > 0;
    if (waited >= total)
      throw blocked(
        session,
        open.map((id) => fault(id, states.get(id)!, used.get(id)!)),
      );
    const pause = Math.min(step, total - waited);
    session.emit({
      type: 'phase',
      phase: 'wait-for-groups',
      message: `Waiting for ${open.length} group${open.length === 1 ? '' : 's'} to synchronise: ${open.join(', ')}`,
    });
    session.emit({ type: 'progress', phase: 'wait-for-groups', done: waited, total, unit: 'seconds' });
    await session.clock.sleep(pause * 1000, session.signal);
    waited += pause;
  }
}

type GroupState = 'ready' | 'missing' | 'empty';

const PARALLEL = 4;

async function groupsOf(session: OrgSession, ids: readonly string[]): Promise<Map<string, GroupState>> {
  const states = new Map<string, GroupState>();
  const queue = [...ids];
  const worker = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const group = await session.backend.group(id, session.signal);
      const state = stateOf(group);
      states.set(id, state);
      if (group !== undefined && state === 'ready') {
        const message = `Group "${group.name}" (${id}): ${activeMembers(group)} active of ${group.members.length} members`;
        session.emit({ type: 'notice', message });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, ids.length) }, worker));
  return states;
}

export function activeMembers(group: Group): number {
  return group.members.filter((m) => m.state === 'active').length;
}

function stateOf(group: Group | undefined): GroupState {
  if (group === undefined) return 'missing';
  return activeMembers(group) > 0 ? 'ready' : 'empty';
}

function fault(id: string, state: GroupState, names: readonly string[]): string {
  const users = names.map((n) => `"${n}"`).join(', ');
  return state === 'missing'
    ? `Group ${id}, a target of ${users}, does not exist in the org or is not synchronised yet. Correct the id, or wait longer (--group-wait).`
    : `Group ${id}, a target of ${users}, has no active member: the policy would record nobody. Add members, or wait longer (--group-wait).`;
}

function blocked(session: OrgSession, faults: readonly string[]): OrgError {
  return new OrgError({
    kind: 'blocked',
    org: session.backend.org,
    what: `the deploy was stopped before its first write. ${faults.join(' ').replace(/\.$/, '')}`,
    written: 'Nothing was written.',
    advice: 'Correct this, then deploy again.',
  });
}
