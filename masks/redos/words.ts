import { and, atomsIn, hasAtom } from './atoms';
import type { Automaton } from './automaton';
import type { Budget } from './budget';

/** Spells paths of an automaton as words of atoms. */
export class Words {
  private readonly ofState: (readonly number[])[] = [];
  private readers: readonly number[] | undefined;

  constructor(
    private readonly m: Automaton,
    private readonly budget: Budget,
  ) {}

  /** The atoms that a state reads. */
  atomsOf(state: number): readonly number[] {
    let atoms = this.ofState[state];
    if (!atoms) {
      atoms = atomsIn(this.m.states[state]!.mask);
      this.budget.spend(atoms.length);
      this.ofState[state] = atoms;
    }
    return atoms;
  }

  /** A word along steps at which several states read the same character: the first that all can read. */
  word(steps: readonly (readonly number[])[]): number[] {
    return steps.map((states) => this.shared(states)[0]!);
  }

  /**
   * The same, of characters that as few other parts of the pattern read as possible: they do not end the
   * attack early.
   */
  quietWord(steps: readonly (readonly number[])[]): number[] {
    const readers = this.readersOf();
    return steps.map((states) =>
      this.shared(states).reduce((best, atom) => (readers[atom]! < readers[best]! ? atom : best)),
    );
  }

  /** A shortest word that leads to a state. */
  prefixTo(state: number): number[] {
    const parent = new Map<number, number>([[0, -1]]);
    const queue = [0];
    for (let i = 0; i < queue.length && !parent.has(state); i++) {
      const { edges } = this.m.states[queue[i]!]!;
      this.budget.spend(edges.length);
      for (const { to } of edges) {
        if (parent.has(to)) continue;
        parent.set(to, queue[i]!);
        queue.push(to);
      }
    }
    const path: number[] = [];
    for (let at = state; at > 0 && parent.has(at); at = parent.get(at)!) path.push(at);
    return this.word(path.reverse().map((at) => [at]));
  }

  private shared(states: readonly number[]): number[] {
    const { atoms } = this.m;
    this.budget.spend(1 + (atoms.sample.length >> 2));
    return atomsIn(states.reduce((left, state) => and(left, this.m.states[state]!.mask), atoms.all));
  }

  /** How many states read each atom. */
  private readersOf(): readonly number[] {
    if (this.readers === undefined) {
      const { atoms, states } = this.m;
      this.readers = atoms.sample.map((_, atom) => {
        this.budget.spend(states.length >> 2);
        return states.filter(({ mask }) => hasAtom(mask, atom)).length;
      });
    }
    return this.readers;
  }
}
