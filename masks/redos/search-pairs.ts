import type { Ambiguity } from './ambiguity-types';
import { hasAtom } from './atoms';
import type { Automaton } from './automaton';
import type { Budget } from './budget';
import { Explored } from './components';
import type { Loops } from './loops';
import type { StartSets } from './starts';
import type { Words } from './words';

/** `y` is one more than the last state while it is still skipped text. */
interface PairNode {
  readonly set: number;
  readonly y: number;
  readonly z: number;
  readonly atom: number;
}

/**
 * A pair of loops of which the first is the search itself: every start in the pump begins a path. All but the
 * last start must fail, so words on which any start succeeds are left out; which ones is told by following
 * all starts at once.
 * @param c1 A component of the search; `c2`: one by its inner number.
 */
export function searchPair(
  m: Automaton,
  loops: Loops,
  c1: number,
  c2: number,
  starts: StartSets,
  words: Words,
  budget: Budget,
): Ambiguity | undefined {
  const { states, search } = m;
  const size = states.length + 1;
  const anyStart = states.length;
  const full = loops.fullOf(c2);
  const product = new Explored<PairNode>();
  const add = (set: number, y: number, z: number, atom: number): number =>
    product.add((set * size + y) * size + z, { set, y, z, atom })[0];
  starts.all(budget).forEach((set, id) => {
    if (!set.states.some((state) => search.includes(state))) return;
    for (const z of set.states) if (loops.inner[z] === c2) add(id, anyStart, z, set.atom);
  });
  const closing: [number, number][] = [];
  for (let id = 0; id < product.nodes.length; id++) {
    const { set, y, z, atom: last } = product.nodes[id]!;
    for (const ez of loops.inside(z, c2)) {
      for (const atom of words.atomsOf(ez.to)) {
        const next = starts.advance(set, atom, budget);
        if (next < 0) continue;
        const from =
          y === anyStart ? starts.sets.nodes[set]!.states.filter((state) => search.includes(state)) : [y];
        if (y === anyStart) product.edges[id]!.push(add(next, anyStart, ez.to, atom));
        for (const state of from) {
          for (const ey of states[state]!.edges) {
            budget.spend();
            if (!hasAtom(states[ey.to]!.mask, atom)) continue;
            const c = loops.of[ey.to]!;
            if (c === c1 || !loops.reaches(c, full)) continue;
            product.edges[id]!.push(add(next, ey.to, ez.to, atom));
          }
        }
      }
    }
    if (y === z) closing.push([id, add(set, anyStart, z, last)]);
  }
  const found = product.cycleOver(closing, budget);
  if (!found) return undefined;
  const [path, start] = found;
  const pump = path.map((node) => node.atom);
  return { kind: 'polynomial', prefix: starts.wordTo(start.set, budget), pump, states: [start.z] };
}
