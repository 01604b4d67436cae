import type { PolicyPayload } from '../policy/payload';
import { keyOfTarget } from '../policy/same';

/** What a policy occupies while it is enabled. */
export interface PolicySlot {
  readonly enabled: boolean;
  readonly priority: number;
  readonly targets: readonly string[];
}

export function slotOf(payload: PolicyPayload): PolicySlot {
  const targets = Array.isArray(payload.targets) ? [...new Set(payload.targets.map(keyOfTarget))] : [];
  return { enabled: payload.enabled === true, priority: payload.priority ?? 0, targets };
}

/**
 * Positions for a kind of org. Where overlaps are not decided by priority nothing can collide, and every
 * policy (by key) gets a rank of its own instead: what is left to watch is that no target loses its cover.
 */
export function slotsFor(
  overlaps: 'lowest-priority-number' | 'longest-retention',
): (payload: PolicyPayload, key: string) => PolicySlot {
  if (overlaps === 'lowest-priority-number') return slotOf;
  const ranks = new Map<string, number>();
  return (payload, key) => {
    const rank = ranks.get(key) ?? ranks.size;
    ranks.set(key, rank);
    return { ...slotOf(payload), priority: rank };
  };
}

/** Which targets are covered by how many enabled policies, and at which priorities. */
export class SlotUsage {
  private readonly cover = new Map<string, Map<number, number>>();

  add(position: PolicySlot | undefined): void {
    this.change(position, 1);
  }

  remove(position: PolicySlot | undefined): void {
    this.change(position, -1);
  }

  /** Number of enabled policies on a target at a priority. */
  at(target: string, priority: number): number {
    return this.cover.get(target)?.get(priority) ?? 0;
  }

  covered(target: string): boolean {
    return (this.cover.get(target)?.size ?? 0) > 0;
  }

  prioritiesOn(target: string): Iterable<number> {
    return this.cover.get(target)?.keys() ?? [];
  }

  private change(position: PolicySlot | undefined, by: 1 | -1): void {
    if (position?.enabled !== true) return;
    for (const target of position.targets) {
      let slots = this.cover.get(target);
      if (slots === undefined) {
        slots = new Map();
        this.cover.set(target, slots);
      }
      const count = (slots.get(position.priority) ?? 0) + by;
      if (count > 0) slots.set(position.priority, count);
      else {
        slots.delete(position.priority);
        if (slots.size === 0) this.cover.delete(target);
      }
    }
  }
}
