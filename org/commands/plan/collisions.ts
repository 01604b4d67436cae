import { slotOf } from '../../model/order/slots';
import type { PolicyPayload } from '../../model/policy/payload';

/** A policy as it will stand after the deploy. */
export interface PolicyAfterDeploy {
  readonly name: string;
  readonly file: string | undefined;
  readonly payload: PolicyPayload;
  /** Index of the planned change that writes it; undefined for one that stays as it is. */
  readonly change: number | undefined;
}

/** Two enabled policies on one target at one priority, at least one of which would be written. */
export interface PlanCollision {
  readonly change: number;
  readonly with: PolicyAfterDeploy;
  readonly target: string;
  readonly priority: number;
}

/** The collisions that a deploy would make or leave in what it writes. */
export function planCollisions(standings: readonly PolicyAfterDeploy[]): PlanCollision[] {
  const slots = new Map<string, PolicyAfterDeploy[]>();
  for (const s of standings) {
    const p = slotOf(s.payload);
    if (!p.enabled) continue;
    for (const t of p.targets) {
      const key = `${p.priority} ${t}`;
      slots.set(key, [...(slots.get(key) ?? []), s]);
    }
  }
  const found: PlanCollision[] = [];
  for (const [key, list] of slots) {
    if (list.length < 2) continue;
    const [priority, ...target] = key.split(' ');
    for (const s of list) {
      if (s.change === undefined) continue;
      const other = list.find((o) => o !== s)!;
      found.push({ change: s.change, with: other, target: target.join(' '), priority: Number(priority) });
    }
  }
  return found;
}
