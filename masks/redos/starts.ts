import { atomsIn, hasAtom } from './atoms';
import type { Automaton } from './automaton';
import type { Budget } from './budget';
import { Explored } from './components';

/** All states that some start of the search has reached; sets are named by number. */
export interface StartSet {
  readonly states: readonly number[];
  /**
   * Those that an engine reaches for certain, whatever conditions the automaton leaves out; only they can
   * tell of a match.
   */
  readonly certain: ReadonlySet<number>;
  /** The atom read last, -1 before any. */
  readonly atom: number;
}

/**
 * Follows all starts of a search at once, along words on which none of them has matched yet: later starts are
 * tried only where every earlier one failed.
 */
export class StartSets {
  readonly sets = new Explored<StartSet>();
  private readonly next = new Map<number, number>();
  private explored = false;

  constructor(private readonly m: Automaton) {
    this.sets.add('0', { states: [0], certain: new Set([0]), atom: -1 });
  }

  /** The set after one more atom, or -1 where some start matches. */
  advance(from: number, atom: number, budget: Budget): number {
    const key = from * this.m.atoms.sample.length + atom;
    const known = this.next.get(key);
    if (known !== undefined) return known;
    const to = new Set<number>();
    const certain = new Set<number>();
    let matched = false;
    const source = this.sets.nodes[from]!;
    for (const state of source.states) {
      const stands = source.certain.has(state);
      for (const edge of this.m.states[state]!.edges) {
        budget.spend();
        const target = this.m.states[edge.to]!;
        if (!hasAtom(target.mask, atom)) continue;
        to.add(edge.to);
        if (!stands || !edge.certain) continue;
        certain.add(edge.to);
        if (target.sure) matched = true;
      }
    }
    let result = -1;
    if (!matched) {
      budget.spend(to.size);
      const states = [...to].sort((x, y) => x - y);
      const name = states.map((state) => (certain.has(state) ? `${state}!` : state)).join();
      [result] = this.sets.add(name, { states, certain, atom });
      this.sets.edges[from]!.push(result);
    }
    this.next.set(key, result);
    return result;
  }

  /** Every set that can be reached. */
  all(budget: Budget): readonly StartSet[] {
    if (!this.explored) {
      const atoms = atomsIn(this.m.atoms.all);
      for (let i = 0; i < this.sets.nodes.length; i++) {
        for (const atom of atoms) this.advance(i, atom, budget);
        budget.spend(atoms.length);
      }
      this.explored = true;
    }
    return this.sets.nodes;
  }

  /** Atoms that lead to a set. */
  wordTo(set: number, budget: Budget): number[] {
    if (set === 0) return [];
    return (this.sets.path(0, set, budget) ?? []).slice(1).map((id) => this.sets.nodes[id]!.atom);
  }
}
