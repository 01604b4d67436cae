import type { Ambiguity } from './ambiguity-types';
import { and, meet } from './atoms';
import type { Automaton } from './automaton';
import type { Budget } from './budget';
import { Explored } from './components';
import type { Loops } from './loops';
import type { Words } from './words';

/**
 * A word that loops in c1, leads from there to c2, and loops in c2: each further round adds a path.
 * @param c1 A component; `c2`: one by its inner number.
 */
export function loopPair(
  m: Automaton,
  loops: Loops,
  c1: number,
  c2: number,
  words: Words,
  budget: Budget,
): Ambiguity | undefined {
  const { states } = m;
  const size = states.length;
  const cost = 1 + (m.atoms.all.length >> 2);
  const full = loops.fullOf(c2);
  const product = new Explored<readonly [number, number, number]>();
  const add = (x: number, y: number, z: number): number =>
    product.add((x * size + y) * size + z, [x, y, z])[0];
  for (const p of loops.members[c1]!) {
    budget.spend(loops.innerMembers[c2]!.length);
    for (const q of loops.innerMembers[c2]!) if (p !== q) add(p, p, q);
  }
  const closing: [number, number][] = [];
  for (let id = 0; id < product.nodes.length; id++) {
    const [x, y, z] = product.nodes[id]!;
    for (const ex of states[x]!.edges) {
      if (loops.of[ex.to] !== c1) continue;
      for (const ez of loops.inside(z, c2)) {
        budget.spend(cost);
        const mask = and(states[ex.to]!.mask, states[ez.to]!.mask);
        for (const ey of states[y]!.edges) {
          budget.spend(cost);
          if (!meet(mask, states[ey.to]!.mask)) continue;
          const c = loops.of[ey.to]!;
          if (!loops.reaches(c, full) || (c !== c1 && states[ey.to]!.sure)) continue;
          product.edges[id]!.push(add(ex.to, ey.to, ez.to));
        }
      }
    }
    if (y === z && x !== z) closing.push([id, add(x, x, z)]);
  }
  const found = product.cycleOver(closing, budget);
  if (!found) return undefined;
  const [steps, [p, , q]] = found;
  const pump = words.word(steps);
  const quiet = words.quietWord(steps);
  return {
    kind: 'polynomial',
    prefix: words.prefixTo(p),
    pump,
    ...(quiet.join() === pump.join() ? {} : { quiet }),
    states: [p, q],
  };
}
