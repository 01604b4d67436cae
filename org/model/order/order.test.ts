import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderMoves, type SlotMove } from './order';
import type { PolicySlot } from './slots';

const on = (priority: number, ...targets: string[]): PolicySlot => ({ enabled: true, priority, targets });
const off = (p: PolicySlot): PolicySlot => ({ ...p, enabled: false });

/**
 * Replays an order and reports collisions and targets that were uncovered though start and end cover them.
 */
function faults(unmoved: readonly PolicySlot[], moves: readonly SlotMove[]): string[] {
  const found: string[] = [];
  const at = moves.map((m) => m.from);
  const live = () => [...unmoved, ...at.filter((p) => p !== undefined)].filter((p) => p.enabled);
  const covered = (ps: readonly PolicySlot[]) =>
    new Set(ps.filter((p) => p.enabled).flatMap((p) => p.targets));
  const start = covered(live());
  const end = covered([...unmoved, ...moves.map((m) => m.to)]);
  for (const step of orderMoves(unmoved, moves)) {
    at[step.move] = step.temporary ?? moves[step.move]!.to;
    found.push(...collisions(live()));
    const now = covered(live());
    for (const t of start) if (end.has(t) && !now.has(t)) found.push(`uncovered ${t}`);
  }
  expect(at).toEqual(moves.map((m) => m.to));
  return found;
}

function collisions(ps: readonly PolicySlot[]): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const p of ps.filter((q) => q.enabled)) {
    for (const t of p.targets) {
      const key = `${t}@${p.priority}`;
      if (seen.has(key)) found.push(key);
      seen.add(key);
    }
  }
  return found;
}

describe('orderMoves', () => {
  it('makes way before it moves in', () => {
    const moves = [
      { from: on(100, 'a'), to: on(200, 'a') },
      { from: on(200, 'a'), to: on(300, 'a') },
    ];
    expect(orderMoves([], moves).map((s) => s.move)).toEqual([1, 0]);
  });

  it('steps aside once when two policies swap priorities', () => {
    const moves = [
      { from: on(100, 'a'), to: on(200, 'a') },
      { from: on(200, 'a'), to: on(100, 'a') },
    ];
    const order = orderMoves([], moves);
    expect(order.length).toBe(3);
    expect(order.filter((s) => s.temporary !== undefined).length).toBe(1);
    expect(faults([], moves)).toEqual([]);
  });

  it('covers a target elsewhere before it is given up', () => {
    const moves = [
      { from: on(100, 'a'), to: off(on(100, 'a')) },
      { from: undefined, to: on(150, 'a') },
    ];
    expect(orderMoves([], moves).map((s) => s.move)).toEqual([1, 0]);
  });

  it('hands a target over where both policies swap targets', () => {
    const moves = [
      { from: on(100, 'a'), to: on(100, 'b') },
      { from: on(100, 'b'), to: on(100, 'a') },
    ];
    expect(faults([], moves)).toEqual([]);
  });

  it('writes each change once where nothing is in the way', () => {
    const moves = Array.from({ length: 300 }, (_, i) => ({ from: on(i, 'a'), to: on(i + 1000, 'a') }));
    expect(orderMoves([], moves).length).toBe(300);
  });

  it('never collides nor uncovers on the way between two sound states', () => {
    const position = fc.record({
      enabled: fc.boolean(),
      priority: fc.integer({ min: 1, max: 4 }),
      targets: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }),
    });
    const move = fc.record({ from: fc.option(position, { nil: undefined }), to: position });
    fc.assert(
      fc.property(
        fc.array(position, { maxLength: 2 }),
        fc.array(move, { maxLength: 6 }),
        (unmoved, moves) => {
          const start = [...unmoved, ...moves.flatMap((m) => (m.from === undefined ? [] : [m.from]))];
          const end = [...unmoved, ...moves.map((m) => m.to)];
          fc.pre(collisions(start).length === 0 && collisions(end).length === 0);
          expect(faults(unmoved, moves)).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
