import type { BackendCapabilities, RemotePolicy } from '../../backends/backend';
import { orderMoves } from '../../model/order/order';
import { slotsFor } from '../../model/order/slots';
import { fieldsOf, type PolicyPayload, payloadOf } from '../../model/policy/payload';
import { keyOfTarget } from '../../model/policy/same';
import { isWrite, type PlannedChange, type PlanStep } from './plan';

/** The order of writes, with the temporary writes that it needs. */
export function writeSteps(
  changes: readonly PlannedChange[],
  remotes: readonly RemotePolicy[],
  overlaps: BackendCapabilities['overlaps'],
): PlanStep[] {
  const slotOf = slotsFor(overlaps);
  const writes = changes.flatMap((c, change) => (isWrite(c) && c.kind === 'policy' ? [{ c, change }] : []));
  const written = new Set(writes.map((w) => w.c.id));
  const unmoved = remotes.filter((r) => !written.has(r.id)).map((r) => slotOf(r.payload, r.id));
  const byId = new Map(remotes.map((r) => [r.id, r.payload]));
  const moves = writes.map(({ c, change }) => {
    const now = c.id === undefined ? undefined : byId.get(c.id);
    const key = c.id ?? `new ${change}`;
    return {
      from: now === undefined ? undefined : slotOf(now, key),
      to: slotOf(c.desired!, key),
    };
  });
  return orderMoves(unmoved, moves).map(({ move, temporary }) => {
    const { c, change } = writes[move]!;
    if (temporary === undefined) return { change, payload: c.desired!, temporary: false };
    const now = byId.get(c.id!)!;
    const priority = overlaps === 'lowest-priority-number' ? temporary.priority : (now.priority ?? 0);
    const payload = temporaryPayload(now, c.desired!, priority, new Set(temporary.targets));
    return { change, payload, temporary: true };
  });
}

function temporaryPayload(
  now: PolicyPayload,
  desired: PolicyPayload,
  priority: number,
  targets: ReadonlySet<string>,
): PolicyPayload {
  const all = new Map([...(now.targets ?? []), ...(desired.targets ?? [])].map((t) => [keyOfTarget(t), t]));
  const fields = fieldsOf(now);
  fields.set('/priority', priority);
  fields.set(
    '/targets',
    [...all].filter(([key]) => targets.has(key)).map(([, t]) => t),
  );
  return payloadOf(fields);
}
