import type { Ambiguity } from './ambiguity-types';
import { meet } from './atoms';
import type { Automaton } from './automaton';
import type { Budget } from './budget';
import { Explored } from './components';
import type { Loops } from './loops';
import type { Words } from './words';

/** Components of the product for which a word is worked out. */
const MOST_WITNESSES = 4;

type Pair = readonly [number, number];
type Product = Explored<Pair>;

/**
 * Words that lead from a state of a loop back to it in two ways: each further round doubles the paths. They
 * are found in the product of the loop with itself, as a cycle over a pair of equal states and a pair of
 * different ones.
 * @param c The component, by its inner number.
 * @returns undefined where there is none; an empty list where there are some and no word was found.
 */
export function doubledLoops(
  m: Automaton,
  loops: Loops,
  c: number,
  words: Words,
  budget: Budget,
): Ambiguity[] | undefined {
  const size = m.states.length;
  const { product, doubled } = multiply(m, loops, c, budget);
  const scc = product.components(budget);
  const ends = [...doubledEnds(product, scc, doubled, size), ...offDiagonal(product, scc)];
  if (ends.length === 0) return undefined;
  return ends.flatMap(([from, via]) => {
    const there = product.path(from, via, budget);
    const back = product.path(via, from, budget);
    if (!there || !back) return [];
    const pump = words.word([...there, ...back.slice(1)].slice(1).map((id) => product.nodes[id]!));
    const prefix = words.prefixTo(product.nodes[from]![0]);
    return [{ kind: 'exponential', prefix, pump, states: loops.innerMembers[c]! } as const];
  });
}

/**
 * Pairs of states that the same word reaches; `doubled`: steps that can be taken in several ways by
 * themselves.
 */
function multiply(
  m: Automaton,
  loops: Loops,
  c: number,
  budget: Budget,
): { product: Product; doubled: readonly Pair[] } {
  const { states } = m;
  const size = states.length;
  const cost = 1 + (m.atoms.all.length >> 2);
  const product: Product = new Explored();
  const queue: number[] = [];
  const doubled: Pair[] = [];
  const add = (x: number, y: number): number => {
    const [id, isNew] = product.add(x * size + y, [x, y]);
    if (isNew) queue.push(id);
    return id;
  };
  for (const state of loops.innerMembers[c]!) add(state, state);
  for (let i = 0; i < queue.length; i++) {
    const id = queue[i]!;
    const [x, y] = product.nodes[id]!;
    for (const ex of loops.inside(x, c)) {
      for (const ey of loops.inside(y, c)) {
        budget.spend(cost);
        if (!meet(states[ex.to]!.mask, states[ey.to]!.mask)) continue;
        product.edges[id]!.push(add(ex.to, ey.to));
        if (x === y && ex.to === ey.to && ex.count > 1) doubled.push([x, ex.to]);
      }
    }
  }
  return { product, doubled };
}

function doubledEnds(product: Product, scc: Int32Array, doubled: readonly Pair[], size: number): Pair[] {
  for (const [x, y] of doubled) {
    const from = product.idOf(x * size + x)!;
    const to = product.idOf(y * size + y)!;
    if (scc[from] === scc[to]) return [[from, to]];
  }
  return [];
}

function offDiagonal(product: Product, scc: Int32Array): Pair[] {
  const diagonal = new Map<number, number>();
  product.nodes.forEach(([x, y], id) => {
    if (x === y && !diagonal.has(scc[id]!)) diagonal.set(scc[id]!, id);
  });
  const ends = new Map<number, Pair>();
  product.nodes.forEach(([x, y], id) => {
    const from = diagonal.get(scc[id]!);
    if (x === y || from === undefined || ends.has(scc[id]!) || ends.size >= MOST_WITNESSES) return;
    ends.set(scc[id]!, [from, id]);
  });
  return [...ends.values()];
}
