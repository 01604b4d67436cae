import { meet3 } from './atoms';
import type { Automaton } from './automaton';
import type { Budget } from './budget';

/**
 * An upper bound on the ways to reach one state from one start, loops left aside: states that can be reached
 * by the same word add up, those that exclude each other do not.
 */
export function finitePaths(
  m: Automaton,
  scc: Int32Array,
  members: readonly (readonly number[])[],
  budget: Budget,
): number {
  const succ = m.states.map((state) => state.edges);
  const { states } = m;
  const size = states.length;
  const together = new Set<number>();
  const queue: [number, number][] = [];
  const meetAt = (x: number, y: number): void => {
    const key = Math.min(x, y) * size + Math.max(x, y);
    if (together.has(key)) return;
    together.add(key);
    queue.push([x, y]);
  };
  const isSearch = (state: number): boolean => m.search.includes(state);
  const cost = 1 + (m.atoms.all.length >> 2);
  meetAt(0, 0);
  for (const state of m.search) meetAt(state, state);
  for (let i = 0; i < queue.length; i++) {
    const [x, y] = queue[i]!;
    for (const ex of succ[x]!) {
      if (isSearch(ex.to)) continue;
      for (const ey of succ[y]!) {
        budget.spend(cost);
        if (!isSearch(ey.to) && meet3(states[ex.to]!.mask, states[ey.to]!.mask, m.atoms.all))
          meetAt(ex.to, ey.to);
      }
    }
  }
  const ways = new Float64Array(size);
  ways[0] = 1;
  for (const state of m.search) ways[state] = 1;
  const into: number[][] = states.map(() => []);
  succ.forEach((edges, from) => {
    for (const edge of edges) {
      if (scc[edge.to] === scc[from] || isSearch(edge.to)) continue;
      budget.spend(edge.count);
      for (let i = 0; i < edge.count; i++) into[edge.to]!.push(from);
    }
  });
  let most = 1;
  for (let c = members.length - 1; c >= 0; c--) {
    if (isSearch(members[c]![0]!)) continue;
    let entries = 0;
    const sources = members[c]!.flatMap((state) => into[state]!);
    const groups: number[][] = [];
    for (const source of sources) {
      const joined = [source];
      for (let g = groups.length - 1; g >= 0; g--) {
        const meets = groups[g]!.some((other) => {
          budget.spend();
          return together.has(Math.min(source, other) * size + Math.max(source, other));
        });
        if (meets) joined.push(...groups.splice(g, 1)[0]!);
      }
      groups.push(joined);
    }
    for (const group of groups) {
      entries = Math.max(
        entries,
        group.reduce((sum, source) => sum + ways[source]!, 0),
      );
    }
    for (const state of members[c]!) ways[state] = Math.max(ways[state]!, entries);
    most = Math.max(most, entries);
  }
  return most;
}
