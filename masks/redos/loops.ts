import type { Automaton, Edge } from './automaton';
import type { Budget } from './budget';
import { components, membersOf } from './components';

/**
 * The loops of an automaton: its strongly connected components, and how often a path can go round in each.
 */
export class Loops {
  /** Component of each state; components are numbered so that those reached come first. */
  readonly of: Int32Array;
  readonly members: readonly (readonly number[])[];
  readonly isCyclic: readonly boolean[];
  /** Most rounds a path can go inside a component; Infinity where there is no limit. */
  readonly bound: readonly number[];
  /**
   * Components of the states that end nothing, the sure ones taken out: a sure state is passed once at most
   * per position.
   */
  readonly inner: Int32Array;
  readonly innerMembers: readonly (readonly number[])[];
  readonly isInnerCyclic: readonly boolean[];
  readonly innerBound: readonly number[];
  private readonly reachable: Uint8Array[] = [];
  private readonly kept: (readonly Edge[])[] = [];

  constructor(
    private readonly m: Automaton,
    budget: Budget,
  ) {
    const { states } = m;
    const isSure = (state: number): boolean => states[state]!.sure;
    for (const { edges } of states) budget.spend(1 + edges.length);
    this.of = components(states.length, (state) => states[state]!.edges.map((edge) => edge.to));
    this.inner = components(states.length, (state) =>
      isSure(state) ? [] : states[state]!.edges.flatMap((edge) => (isSure(edge.to) ? [] : [edge.to])),
    );
    this.members = membersOf(this.of);
    this.innerMembers = membersOf(this.inner);
    this.prepareReach(budget);
    const bounds = this.members.map((_, c) => this.boundOf(this.members[c]!, this.of, budget));
    this.isCyclic = bounds.map((bound) => bound !== undefined);
    this.bound = bounds.map((bound, c) => (this.isSearch(c) ? Number.POSITIVE_INFINITY : (bound ?? 1)));
    const innerBounds = this.innerMembers.map((members) =>
      isSure(members[0]!) ? undefined : this.boundOf(members, this.inner, budget),
    );
    this.isInnerCyclic = innerBounds.map((bound) => bound !== undefined);
    this.innerBound = innerBounds.map((bound) => bound ?? 1);
  }

  /** The component of the whole automaton in which an inner one lies. */
  fullOf(inner: number): number {
    return this.of[this.innerMembers[inner]![0]!]!;
  }

  /** Whether a component stands for characters skipped before the match begins. */
  isSearch(component: number): boolean {
    return this.m.search.includes(this.members[component]![0]!);
  }

  reaches(from: number, to: number): boolean {
    return this.reachable[from]![to] === 1;
  }

  /**
   * Edges that stay among the states of a component that end nothing: once a sure state is reached, no other
   * path counts.
   */
  inside(state: number, inner: number): readonly Edge[] {
    let edges = this.kept[state];
    if (!edges) {
      edges = this.m.states[state]!.edges.filter((edge) => this.inner[edge.to] === inner);
      this.kept[state] = edges;
    }
    return edges;
  }

  private prepareReach(budget: Budget): void {
    this.members.forEach((members, c) => {
      const reach = new Uint8Array(this.members.length);
      reach[c] = 1;
      for (const state of members) {
        for (const edge of this.m.states[state]!.edges) {
          const to = this.of[edge.to]!;
          if (reach[to]) continue;
          budget.spend(1 + (to >> 4));
          for (let i = 0; i <= to; i++) if (this.reachable[to]![i]) reach[i] = 1;
        }
      }
      this.reachable.push(reach);
    });
  }

  /** undefined where a component has no cycle. */
  private boundOf(members: readonly number[], component: Int32Array, budget: Budget): number | undefined {
    const loops = new Set<number>();
    let cyclic = false;
    for (const state of members) {
      for (const edge of this.m.states[state]!.edges) {
        if (component[edge.to] !== component[state]) continue;
        cyclic = true;
        budget.spend(1 + (edge.loops.length >> 2));
        for (const loop of edge.loops) loops.add(loop);
      }
    }
    if (!cyclic) return undefined;
    let bound = 1;
    for (const loop of loops) bound *= this.m.loops[loop]!.bound;
    return bound;
  }
}
