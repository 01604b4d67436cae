import type { OrgBackend, RemotePolicy } from '../backends/backend';
import { orderMoves } from '../order/order';
import { positionOf } from '../order/slots';
import { fieldsOf, type PolicyPayload, payloadOf } from '../policy/payload';
import { keyOfTarget } from '../policy/same';
import type { FileFinding } from '../project';
import { collisionsOf, type Standing } from './collisions';
import type { Blocker, PlannedChange, PlanStep } from './plan';

/** Marks changes whose files have findings of severity error. */
export function blockByFindings(
  changes: readonly PlannedChange[],
  findings: readonly FileFinding[],
): PlannedChange[] {
  return changes.map((c) => {
    if (c.action !== 'create' && c.action !== 'update') return c;
    const errors = findings.filter((f) => f.path === c.file && f.severity === 'error');
    const blockers: Blocker[] = errors.map((f) => ({
      code: f.code,
      message: f.message,
      stops: 'deploy',
      ...(f.line === undefined ? {} : { line: f.line }),
    }));
    return blocked(c, blockers);
  });
}

/** Marks changes that would collide with another policy of the org or of the project. */
export function blockByCollisions(
  changes: readonly PlannedChange[],
  remotes: readonly RemotePolicy[],
): PlannedChange[] {
  const collisions = collisionsOf(standingsAfter(changes, remotes));
  return changes.map((c, i) => {
    const mine = collisions.filter((x) => x.change === i);
    return blocked(
      c,
      mine.map((x) => ({
        code: 'priority-collision',
        message: `Priority ${x.priority} on ${x.target} is also that of "${x.with.name}"${x.with.file === undefined ? ', which exists only in the org' : ` (${x.with.file})`}: which of the two holds would not be certain. Give one another priority.`,
        stops: 'deploy',
      })),
    );
  });
}

/** The order of writes, with the steps aside that it needs. */
export function stepsOf(changes: readonly PlannedChange[], remotes: readonly RemotePolicy[]): PlanStep[] {
  const writes = changes.flatMap((c, change) => (isWrite(c) && c.kind === 'policy' ? [{ c, change }] : []));
  const written = new Set(writes.map((w) => w.c.id));
  const unmoved = remotes.filter((r) => !written.has(r.id)).map((r) => positionOf(r.payload));
  const byId = new Map(remotes.map((r) => [r.id, r.payload]));
  const moves = writes.map(({ c }) => {
    const now = c.id === undefined ? undefined : byId.get(c.id);
    return { from: now === undefined ? undefined : positionOf(now), to: positionOf(c.desired!) };
  });
  return orderMoves(unmoved, moves).map(({ move, temporary }) => {
    const { c, change } = writes[move]!;
    if (temporary === undefined) return { change, payload: c.desired!, temporary: false };
    return {
      change,
      payload: asideOf(byId.get(c.id!)!, c.desired!, temporary.priority, new Set(temporary.targets)),
      temporary: true,
    };
  });
}

/** What every policy will be after the deploy. */
function standingsAfter(changes: readonly PlannedChange[], remotes: readonly RemotePolicy[]): Standing[] {
  const byId = new Map(changes.flatMap((c, i) => (c.id === undefined ? [] : [[c.id, i] as const])));
  const standings: Standing[] = [];
  for (const r of remotes) {
    const index = byId.get(r.id);
    const c = index === undefined ? undefined : changes[index];
    if (c !== undefined && isWrite(c)) continue;
    standings.push({ name: r.payload.name, file: c?.file, payload: r.payload, change: undefined });
  }
  changes.forEach((c, i) => {
    if (isWrite(c) && c.kind === 'policy')
      standings.push({ name: c.name, file: c.file, payload: c.desired!, change: i });
  });
  return standings;
}

function asideOf(
  now: PolicyPayload,
  desired: PolicyPayload,
  priority: number,
  targets: ReadonlySet<string>,
): PolicyPayload {
  const all = new Map([...now.targets, ...desired.targets].map((t) => [keyOfTarget(t), t]));
  const fields = fieldsOf(now);
  fields.set('/priority', priority);
  fields.set(
    '/targets',
    [...all].filter(([key]) => targets.has(key)).map(([, t]) => t),
  );
  return payloadOf(fields);
}

function blocked(change: PlannedChange, blockers: readonly Blocker[]): PlannedChange {
  if (blockers.length === 0) return change;
  const reason = blockers.map((b) => b.message).join(' ');
  return { ...change, action: 'blocked', reason, blockers: [...change.blockers, ...blockers] };
}

function isWrite(c: PlannedChange): boolean {
  return c.action === 'create' || c.action === 'update';
}

/** What this kind of org would not enforce of what is written. */
export function notEnforcedNotes(
  backend: Pick<OrgBackend, 'notEnforced'>,
  changes: readonly PlannedChange[],
): string[] {
  return changes.flatMap((c) =>
    isWrite(c) && c.desired !== undefined
      ? backend
          .notEnforced(c.desired)
          .map((n) => `"${c.name}": ${n.path} is not enforced by this org: ${n.why}.`)
      : [],
  );
}
