import { type PolicySlot, SlotUsage } from './slots';

/** One write to be put in order: what a policy occupies before (undefined for a create) and after. */
export interface SlotMove {
  readonly from: PolicySlot | undefined;
  readonly to: PolicySlot;
}

/** A move made, or a stop on the way: the policy stands at `position` until its own move is made. */
export interface OrderedSlotMove {
  readonly move: number;
  /** Undefined for the move itself. */
  readonly temporary: PolicySlot | undefined;
}

/**
 * An order of writes in which no state on the way has two enabled policies on one target at one priority, and
 * no target loses its last enabled policy, where start and end are free of that. Where policies change places
 * in a ring, one of them first steps aside to a priority nobody uses, on its old and new targets together.
 */
export function orderMoves(unmoved: readonly PolicySlot[], moves: readonly SlotMove[]): OrderedSlotMove[] {
  const now = new SlotUsage();
  const end = new SlotUsage();
  for (const p of unmoved) {
    now.add(p);
    end.add(p);
  }
  for (const m of moves) {
    now.add(m.from);
    end.add(m.to);
  }
  const at = moves.map((m) => m.from);
  const left = new Set(moves.keys());
  const out: OrderedSlotMove[] = [];
  const make = (move: number, to: PolicySlot, temporary: PolicySlot | undefined) => {
    now.remove(at[move]);
    now.add(to);
    at[move] = to;
    out.push({ move, temporary });
  };
  const possible = (move: number, keepingAll: boolean) =>
    fits(now, end, at[move], moves[move]!.to, keepingAll);
  while (left.size > 0) {
    // First whatever only adds cover, as giving cover up too early may close the last way.
    const next = first(left, (m) => possible(m, true)) ?? first(left, (m) => possible(m, false));
    if (next !== undefined) {
      left.delete(next);
      make(next, moves[next]!.to, undefined);
      continue;
    }
    const aside = first(left, (m) => at[m]?.enabled === true && at[m] === moves[m]!.from);
    if (aside === undefined) {
      // Start or end collide by themselves: no order is better than the given one.
      for (const m of left) make(m, moves[m]!.to, undefined);
      break;
    }
    const position = temporarySlot(now, end, at[aside]!, moves[aside]!.to);
    make(aside, position, position);
  }
  return out;
}

/** Whether a policy may go from one position to another now. */
export function fits(
  now: SlotUsage,
  end: SlotUsage,
  from: PolicySlot | undefined,
  to: PolicySlot,
  keepingAll: boolean,
): boolean {
  now.remove(from);
  const collides =
    to.enabled && to.targets.some((t) => now.at(t, to.priority) > 0 && end.at(t, to.priority) < 2);
  const gained = new Set(to.enabled ? to.targets : []);
  const lost = from?.enabled === true ? from.targets.filter((t) => !gained.has(t)) : [];
  const uncovers = lost.some((t) => !now.covered(t) && end.covered(t));
  now.add(from);
  return !collides && !uncovers && !(keepingAll && lost.some((t) => end.covered(t)));
}

function temporarySlot(now: SlotUsage, end: SlotUsage, from: PolicySlot, to: PolicySlot): PolicySlot {
  const targets = [...new Set([...from.targets, ...(to.enabled ? to.targets : [])])];
  const used = new Set<number>();
  for (const t of targets) {
    for (const p of now.prioritiesOn(t)) used.add(p);
    for (const p of end.prioritiesOn(t)) used.add(p);
  }
  // The nearest free number behind its old one disturbs least who wins.
  let priority = from.priority + 1;
  while (used.has(priority)) priority++;
  return { enabled: true, priority, targets };
}

function first(items: Iterable<number>, test: (item: number) => boolean): number | undefined {
  for (const item of items) if (test(item)) return item;
  return undefined;
}
