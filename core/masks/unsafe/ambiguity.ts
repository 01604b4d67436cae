import { and, atomsIn, hasAtom, meet } from './atoms';
import type { Automaton, Edge } from './automaton';
import { type Budget, BudgetExceeded } from './budget';
import { components, Explored } from './components';
import { finitePaths } from './finite-paths';
import { StartSets } from './starts';

/** A word that can be read in several ways, as atoms; reading it again and again multiplies the paths. */
export interface Ambiguity {
  /** `exponential`: each repetition multiplies the paths. `polynomial`: it adds to them. */
  readonly kind: 'exponential' | 'polynomial';
  readonly prefix: readonly number[];
  readonly pump: readonly number[];
  /** Another pump, of characters that fewer parts of the pattern read. */
  readonly quiet?: readonly number[];
  /** States of the loops concerned. */
  readonly states: readonly number[];
}

export interface AmbiguityReport {
  readonly ambiguities: readonly Ambiguity[];
  /** No path count grows with the text, and none is larger than a constant that does not matter. */
  readonly proven: boolean;
}

/** Paths per character up to which a pattern counts as linear: a bounded repeat such as `{2,256}` costs that much at most. */
const TOLERABLE_PATHS = 1000;

export function findAmbiguities(automaton: Automaton, budget: Budget, most = 12): AmbiguityReport {
  return new Search(automaton, budget, most).run();
}

class Search {
  private readonly succ: readonly (readonly Edge[])[];
  private readonly scc: Int32Array;
  private readonly members: number[][] = [];
  private readonly cyclic: boolean[] = [];
  private readonly bound: number[] = [];
  private readonly reach: Uint8Array[] = [];
  /** Components of the states that end nothing, the sure ones taken out: a sure state is passed once at most per position. */
  private readonly inner: Int32Array;
  private readonly innerMembers: number[][] = [];
  private readonly innerCyclic: boolean[] = [];
  private readonly innerBound: number[] = [];
  private readonly insideEdges: (readonly Edge[])[] = [];
  private readonly stateAtoms: (readonly number[])[] = [];
  private readonly starts: StartSets;
  private readers: number[] | undefined;
  private readonly found: Ambiguity[] = [];
  private proven = true;

  constructor(
    private readonly m: Automaton,
    private budget: Budget,
    private readonly most: number,
  ) {
    this.succ = m.states.map((state) => state.edges);
    this.scc = components(m.states.length, (node) => this.succ[node]!.map((edge) => edge.to));
    const isSure = (state: number): boolean => m.states[state]!.sure;
    this.inner = components(m.states.length, (node) =>
      isSure(node) ? [] : this.succ[node]!.flatMap((edge) => (isSure(edge.to) ? [] : [edge.to])),
    );
    this.starts = new StartSets(m);
    this.prepare();
  }

  run(): AmbiguityReport {
    const loopsOf = this.members.map((_, c) => c).filter((c) => this.cyclic[c]);
    const isSearch = (c: number): boolean => this.m.search.includes(this.members[c]![0]!);
    this.innerMembers.forEach((_, c) => {
      if (this.innerCyclic[c] && !isSearch(this.fullOf(c))) this.exponential(c);
    });
    let tolerated = 1;
    this.innerMembers.forEach((_, c2) => {
      const full = this.fullOf(c2);
      if (!this.innerCyclic[c2] || isSearch(full)) return;
      let factor = 1;
      for (const c1 of loopsOf) {
        if (!this.reach[c1]![full]) continue;
        const witness = isSearch(c1) ? this.anySearchPair(c1, c2) : this.pair(c1, c2);
        if (!witness) continue;
        const bound = Math.min(this.bound[c1]!, this.innerBound[c2]!);
        if (bound === Number.POSITIVE_INFINITY) {
          this.proven = false;
          this.record(witness);
        } else {
          factor *= bound;
          if (bound > TOLERABLE_PATHS) this.record(witness);
        }
      }
      tolerated *= factor;
    });
    if (tolerated > TOLERABLE_PATHS) this.proven = false;
    if (
      this.proven &&
      finitePaths(this.m, this.scc, this.members, this.budget) * tolerated > 10 * TOLERABLE_PATHS
    )
      this.proven = false;
    return { ambiguities: this.found, proven: this.proven && this.m.complete };
  }

  /** The component of the whole automaton in which an inner one lies. */
  private fullOf(inner: number): number {
    return this.scc[this.innerMembers[inner]![0]!]!;
  }

  private record(ambiguity: Ambiguity): void {
    if (this.found.length < this.most || ambiguity.kind === 'exponential') this.found.push(ambiguity);
  }

  private prepare(): void {
    const { states, search } = this.m;
    this.group(this.scc, this.members);
    this.group(this.inner, this.innerMembers);
    for (let c = 0; c < this.members.length; c++) {
      const reach = new Uint8Array(this.members.length);
      reach[c] = 1;
      for (const state of this.members[c]!) {
        for (const edge of this.succ[state]!) {
          const to = this.scc[edge.to]!;
          // Components are numbered so that those reached come first.
          if (!reach[to]) for (let i = 0; i <= to; i++) if (this.reach[to]![i]) reach[i] = 1;
        }
      }
      this.reach.push(reach);
      const isSearch = search.includes(this.members[c]![0]!);
      const bound = this.boundOf(this.members[c]!, (edge) => this.scc[edge.to] === c);
      this.cyclic.push(bound !== undefined);
      this.bound.push(isSearch ? Number.POSITIVE_INFINITY : (bound ?? 1));
    }
    for (let c = 0; c < this.innerMembers.length; c++) {
      const isSure = states[this.innerMembers[c]![0]!]!.sure;
      const bound = isSure
        ? undefined
        : this.boundOf(this.innerMembers[c]!, (edge) => this.inner[edge.to] === c);
      this.innerCyclic.push(bound !== undefined);
      this.innerBound.push(bound ?? 1);
    }
  }

  private group(of: Int32Array, members: number[][]): void {
    of.forEach((c, state) => {
      const known = members[c];
      if (known) known.push(state);
      else members[c] = [state];
    });
  }

  /** How often a path can go round inside a component: undefined where it has no cycle, Infinity where a loop has no limit. */
  private boundOf(members: readonly number[], stays: (edge: Edge) => boolean): number | undefined {
    const loops = new Set<number>();
    let cyclic = false;
    for (const state of members) {
      for (const edge of this.succ[state]!) {
        if (!stays(edge)) continue;
        cyclic = true;
        for (const loop of edge.loops) loops.add(loop);
      }
    }
    if (!cyclic) return undefined;
    let bound = 1;
    for (const loop of loops) bound *= this.m.loops[loop]!.bound;
    return bound;
  }

  /** Edges that stay among the states of a component that end nothing: once a sure state is reached, no other path counts. */
  private inside(state: number, c: number): readonly Edge[] {
    let edges = this.insideEdges[state];
    if (!edges) {
      edges = this.succ[state]!.filter((edge) => this.inner[edge.to] === c);
      this.insideEdges[state] = edges;
    }
    return edges;
  }

  private exponential(c: number): void {
    const { states } = this.m;
    const size = states.length;
    const product = new Explored<readonly [number, number]>();
    const queue: number[] = [];
    const doubled: [number, number][] = [];
    const add = (x: number, y: number): number => {
      const [id, isNew] = product.add(x * size + y, [x, y]);
      if (isNew) queue.push(id);
      return id;
    };
    for (const state of this.innerMembers[c]!) add(state, state);
    for (let i = 0; i < queue.length; i++) {
      const id = queue[i]!;
      const [x, y] = product.nodes[id]!;
      for (const ex of this.inside(x, c)) {
        for (const ey of this.inside(y, c)) {
          this.budget.spend();
          if (!meet(states[ex.to]!.mask, states[ey.to]!.mask)) continue;
          const to = add(ex.to, ey.to);
          product.edges[id]!.push(to);
          if (x === y && ex.to === ey.to && ex.count > 1) doubled.push([x, ex.to]);
        }
      }
    }
    const scc = product.components();
    const witness = (from: number, via: number): void => {
      this.proven = false;
      const there = product.path(from, via);
      const back = product.path(via, from);
      if (!there || !back) return;
      const pump = this.word([...there, ...back.slice(1)].slice(1).map((id) => product.nodes[id]!));
      this.record({
        kind: 'exponential',
        prefix: this.prefixTo(product.nodes[from]![0]),
        pump,
        states: this.innerMembers[c]!,
      });
    };
    for (const [x, y] of doubled) {
      const from = product.idOf(x * size + x)!;
      const to = product.idOf(y * size + y)!;
      if (scc[from] === scc[to]) {
        witness(from, to);
        break;
      }
    }
    const diagonal = new Map<number, number>();
    product.nodes.forEach(([x, y], id) => {
      if (x === y && !diagonal.has(scc[id]!)) diagonal.set(scc[id]!, id);
    });
    const told = new Set<number>();
    product.nodes.forEach(([x, y], id) => {
      const from = diagonal.get(scc[id]!);
      if (x === y || from === undefined || told.has(scc[id]!) || told.size > 3) return;
      told.add(scc[id]!);
      witness(from, id);
    });
  }

  /** A word that loops in c1, leads from there to c2, and loops in c2. */
  private pair(c1: number, c2: number): Ambiguity | undefined {
    const { states } = this.m;
    const size = states.length;
    const product = new Explored<readonly [number, number, number]>();
    const add = (x: number, y: number, z: number): number =>
      product.add((x * size + y) * size + z, [x, y, z])[0];
    for (const p of this.members[c1]!) for (const q of this.innerMembers[c2]!) if (p !== q) add(p, p, q);
    const closing: [number, number][] = [];
    for (let id = 0; id < product.nodes.length; id++) {
      const [x, y, z] = product.nodes[id]!;
      for (const ex of this.succ[x]!) {
        if (this.scc[ex.to] !== c1) continue;
        for (const ez of this.inside(z, c2)) {
          const mask = and(states[ex.to]!.mask, states[ez.to]!.mask);
          for (const ey of this.succ[y]!) {
            this.budget.spend();
            if (!meet(mask, states[ey.to]!.mask)) continue;
            const c = this.scc[ey.to]!;
            if (!this.reach[c]![this.fullOf(c2)] || (c !== c1 && states[ey.to]!.sure)) continue;
            product.edges[id]!.push(add(ex.to, ey.to, ez.to));
          }
        }
      }
      if (y === z && x !== z) closing.push([id, add(x, x, z)]);
    }
    const found = this.closed(product, closing);
    if (!found) return undefined;
    const [steps, [p, , q]] = found;
    const prefix = this.prefixTo(p);
    const pump = this.word(steps);
    const quiet = this.quietWord(steps);
    return {
      kind: 'polynomial',
      prefix,
      pump,
      ...(quiet.join() === pump.join() ? {} : { quiet }),
      states: [p, q],
    };
  }

  private anySearchPair(c1: number, c2: number): Ambiguity | undefined {
    const outer = this.budget;
    this.budget = outer.share(3);
    try {
      return this.searchPair(c1, c2);
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
    } finally {
      this.budget = outer;
    }
    return this.pair(c1, c2);
  }

  /**
   * The same for the search itself: every start in the pump begins a path. All but the last start must fail, so words on which
   * any start succeeds are left out; which ones is told by following all starts at once.
   */
  private searchPair(c1: number, c2: number): Ambiguity | undefined {
    const { states, search } = this.m;
    const { budget, starts } = this;
    const size = states.length + 1;
    /** `y` is `ANY_START` while it is still skipped text. */
    type Node = { readonly set: number; readonly y: number; readonly z: number; readonly atom: number };
    const product = new Explored<Node>();
    const add = (set: number, y: number, z: number, atom: number): number =>
      product.add((set * size + y) * size + z, { set, y, z, atom })[0];
    const anyStart = states.length;
    starts.all(budget).forEach((set, id) => {
      if (!set.states.some((state) => search.includes(state))) return;
      for (const z of set.states) if (this.inner[z] === c2) add(id, anyStart, z, set.atom);
    });
    const closing: [number, number][] = [];
    for (let id = 0; id < product.nodes.length; id++) {
      const { set, y, z, atom: last } = product.nodes[id]!;
      for (const ez of this.inside(z, c2)) {
        for (const atom of this.atomsOf(ez.to)) {
          const next = starts.advance(set, atom, budget);
          if (next < 0) continue;
          const from =
            y === anyStart ? starts.sets.nodes[set]!.states.filter((state) => search.includes(state)) : [y];
          if (y === anyStart) product.edges[id]!.push(add(next, anyStart, ez.to, atom));
          for (const state of from) {
            for (const ey of this.succ[state]!) {
              budget.spend();
              if (!hasAtom(states[ey.to]!.mask, atom)) continue;
              const c = this.scc[ey.to]!;
              if (c === c1 || !this.reach[c]![this.fullOf(c2)]) continue;
              product.edges[id]!.push(add(next, ey.to, ez.to, atom));
            }
          }
        }
      }
      if (y === z) closing.push([id, add(set, anyStart, z, last)]);
    }
    const found = this.closed(product, closing);
    if (!found) return undefined;
    const [path, start] = found;
    const pump = path.map((node) => node.atom);
    return { kind: 'polynomial', prefix: starts.wordTo(start.set), pump, states: [start.z] };
  }

  /** A cycle over a closing edge: its nodes after the first, and the first. */
  private closed<N>(
    product: Explored<N>,
    closing: readonly (readonly [number, number])[],
  ): [N[], N] | undefined {
    for (const [end, start] of closing) product.edges[end]!.push(start);
    const scc = product.components();
    for (const [end, start] of closing) {
      if (scc[end] !== scc[start]) continue;
      const path = product.path(start, end);
      if (path) return [path.slice(1).map((id) => product.nodes[id]!), product.nodes[start]!];
    }
    return undefined;
  }

  private atomsOf(state: number): readonly number[] {
    let atoms = this.stateAtoms[state];
    if (!atoms) {
      atoms = atomsIn(this.m.states[state]!.mask);
      this.stateAtoms[state] = atoms;
    }
    return atoms;
  }

  /** A word along steps at which several states read the same character: the first that all can read. */
  private word(steps: readonly (readonly number[])[]): number[] {
    return steps.map((states) => this.shared(states)[0]!);
  }

  /** The same, of characters that as few other parts of the pattern read as possible: they do not end the attack early. */
  private quietWord(steps: readonly (readonly number[])[]): number[] {
    this.readers ??= this.m.atoms.sample.map(
      (_, atom) => this.m.states.filter(({ mask }) => hasAtom(mask, atom)).length,
    );
    const { readers } = this;
    return steps.map((states) =>
      this.shared(states).reduce((best, atom) => (readers[atom]! < readers[best]! ? atom : best)),
    );
  }

  private shared(states: readonly number[]): number[] {
    return atomsIn(states.reduce((left, state) => and(left, this.m.states[state]!.mask), this.m.atoms.all));
  }

  private prefixTo(state: number): number[] {
    const parent = new Map<number, number>([[0, -1]]);
    const queue = [0];
    for (let i = 0; i < queue.length && !parent.has(state); i++) {
      for (const { to } of this.succ[queue[i]!]!) {
        if (parent.has(to)) continue;
        parent.set(to, queue[i]!);
        queue.push(to);
      }
    }
    const path: number[] = [];
    for (let at = state; at > 0 && parent.has(at); at = parent.get(at)!) path.push(at);
    return this.word(path.reverse().map((at) => [at]));
  }
}
