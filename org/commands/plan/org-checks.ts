import type { Group } from '../../backends/backend';
import type { PolicyPayload } from '../../model/policy/payload';
import { isOrgError } from '../../transport/errors/org-error';
import type { PlanContext } from './context';
import type { Blocker, PlannedChange } from './plan';

const PARALLEL = 4;
/** The code of a blocker that waiting may lift. */
export const NOT_SYNCHRONISED = 'group-not-synchronised';

/** What the org said of what is to be written. */
export interface OrgChecks {
  readonly changes: readonly PlannedChange[];
  /** Of the whole environment. */
  readonly blockers: readonly Blocker[];
  readonly notes: readonly string[];
  /** Target groups that the org does not have, or does not have yet. */
  readonly missingGroups: readonly string[];
}

/**
 * Asks the org what decides whether a deploy may begin: its minimum retention, and the groups that the
 * policies name. A plan without a write asks nothing.
 */
export async function checkWithOrg(ctx: PlanContext, changes: readonly PlannedChange[]): Promise<OrgChecks> {
  const payloads = changes.flatMap((c) => payloadOf(c) ?? []);
  if (payloads.length === 0) return { changes, blockers: [], notes: [], missingGroups: [] };
  ctx.emit({
    type: 'phase',
    phase: 'check',
    message: `Checking retention and groups in ${ctx.backend.org}`,
  });
  try {
    const minimum = await minimumOf(ctx);
    const groups = await groupsOf(ctx, targetGroups(payloads));
    const notes = [
      ...(minimum === 'not told'
        ? ['The org does not tell its minimum retention: whether it keeps recordings longer is not known.']
        : []),
      ...groupNotes(groups),
    ];
    return {
      changes: changes.map((c) => withBlockers(c, faultsOf(c, minimum, groups))),
      blockers: [],
      notes,
      missingGroups: [...groups].flatMap(([id, group]) => (group === undefined ? [id] : [])),
    };
  } catch (error) {
    if (!isOrgError(error, 'missing-scope', 'forbidden')) throw error;
    const blocker: Blocker = { code: error.kind, message: error.message, stops: 'deploy' };
    return { changes, blockers: [blocker], notes: [], missingGroups: [] };
  }
}

function payloadOf(c: PlannedChange): PolicyPayload | undefined {
  return c.kind === 'policy' && (c.action === 'create' || c.action === 'update') ? c.desired : undefined;
}

/** Days; undefined for an org without such a boundary. */
async function minimumOf({ backend, signal }: PlanContext): Promise<number | 'not told' | undefined> {
  if (!backend.capabilities.minimumRetention) return undefined;
  try {
    return (await backend.minimumRetention(signal)) ?? 'not told';
  } catch (error) {
    if (isOrgError(error, 'not-found')) return 'not told';
    throw error;
  }
}

/** Ids of the groups of policies that are switched on. */
function targetGroups(payloads: readonly PolicyPayload[]): string[] {
  const ids = payloads.flatMap((p) =>
    p.enabled ? (p.targets ?? []).flatMap((t) => (t.type === 'GROUP' ? [t.id] : [])) : [],
  );
  return [...new Set(ids)];
}

async function groupsOf(
  { backend, signal }: PlanContext,
  ids: readonly string[],
): Promise<Map<string, Group | undefined>> {
  const found = new Map<string, Group | undefined>();
  const queue = [...ids];
  const worker = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift())
      found.set(id, await backend.group(id, signal));
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, ids.length) }, worker));
  return new Map(ids.map((id) => [id, found.get(id)]));
}

export function activeMembers(group: Group): number {
  return group.members.filter((m) => m.state === 'active').length;
}

function faultsOf(
  c: PlannedChange,
  minimum: number | 'not told' | undefined,
  groups: ReadonlyMap<string, Group | undefined>,
): Blocker[] {
  const payload = payloadOf(c);
  if (payload === undefined) return [];
  const faults: Blocker[] = [];
  const days = payload.retentionDays;
  if (typeof minimum === 'number' && days !== undefined && days < minimum)
    faults.push({
      code: 'retention-below-minimum',
      message: `"${payload.name}" keeps recordings ${days} days, and the org silently keeps them ${minimum} days. Set retentionDays to ${minimum} or more.`,
      stops: 'deploy',
    });
  for (const id of targetGroups([payload])) {
    const group = groups.get(id);
    if (group === undefined)
      faults.push({
        code: NOT_SYNCHRONISED,
        message: `Group ${id}, a target of "${payload.name}", does not exist in the org or is not synchronised yet. Correct the id, or wait longer (--group-wait).`,
        stops: 'deploy',
      });
    else if (activeMembers(group) === 0)
      faults.push({
        code: 'empty-group',
        message: `Group "${group.name}" (${id}), a target of "${payload.name}", has no active member: the policy would record nobody. Add members, or take the group out of the targets.`,
        stops: 'deploy',
      });
  }
  return faults;
}

function withBlockers(c: PlannedChange, faults: readonly Blocker[]): PlannedChange {
  if (faults.length === 0) return c;
  const reason = faults.map((f) => f.message).join(' ');
  return { ...c, action: 'blocked', reason, blockers: [...c.blockers, ...faults] };
}

const MAX_NOTES = 20;

function groupNotes(groups: ReadonlyMap<string, Group | undefined>): string[] {
  const found = [...groups].flatMap(([id, group]) => (group === undefined ? [] : [{ id, group }]));
  const notes = found
    .slice(0, MAX_NOTES)
    .map(
      ({ id, group }) =>
        `Group "${group.name}" (${id}): ${activeMembers(group)} active of ${group.members.length} members`,
    );
  return found.length > MAX_NOTES ? [...notes, `And ${found.length - MAX_NOTES} more groups.`] : notes;
}
