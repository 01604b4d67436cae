import { and, atomsIn, hasAtom, meet, meet3 } from './atoms';
import type { Automaton, Edge } from './automaton';
import { type Budget, BudgetExceeded } from './budget';
import { components, Explored } from './components';

/** A word that can be read in several ways, as atoms; reading it again and again multiplies the paths. */
export interface Ambiguity {
  /** `exponential`: each repetition multiplies the paths. `polynomial`: it adds to them. */
  readonly kind: 'exponential' | 'polynomial';
  readonly prefix: readonly number[];
  readonly pump: readonly number[];
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
  private readonly found: Ambiguity[] = [];
  private proven = true;

  constructor(
    private readonly m: Automaton,
    private budget: Budget,
    private readonly most: number,
  ) {
    this.succ = m.states.map((state) => state.edges);
    this.scc = components(m.states.length, (node) => this.succ[node]!.map((edge) => edge.to));
    this.prepare();
  }

  run(): AmbiguityReport {
    const loopsOf = this.members.map((_, c) => c).filter((c) => this.cyclic[c]);
    const isSearch = (c: number): boolean => this.m.search.includes(this.members[c]![0]!);
    let tolerated = 1;
    const chain = new Map<number, number>();
    for (const c of loopsOf) if (!isSearch(c)) this.exponential(c);
    // Reverse topological numbers: a later component is reached from one with a larger number.
    for (const c2 of loopsOf) {
      if (isSearch(c2)) continue;
      let factor = 1;
      for (const c1 of loopsOf) {
        if (c1 === c2 || !this.reach[c1]![c2]) continue;
        const witness = isSearch(c1) ? this.anySearchPair(c1, c2) : this.pair(c1, c2);
        if (!witness) continue;
        const bounds = Math.min(this.bound[c1]!, this.bound[c2]!);
        if (bounds === Number.POSITIVE_INFINITY) {
          this.proven = false;
          this.record(witness);
        } else {
          factor *= bounds;
          if (bounds > TOLERABLE_PATHS) this.record(witness);
        }
      }
      chain.set(c2, factor);
      tolerated *= factor;
    }
    if (tolerated > TOLERABLE_PATHS) this.proven = false;
    if (this.proven && this.finitePaths() * tolerated > 10 * TOLERABLE_PATHS) this.proven = false;
    return { ambiguities: this.found, proven: this.proven && this.m.complete };
  }

  private record(ambiguity: Ambiguity): void {
    if (this.found.length < this.most || ambiguity.kind === 'exponential') this.found.push(ambiguity);
  }

  private prepare(): void {
    const { states } = this.m;
    states.forEach((_, state) => {
      const c = this.scc[state]!;
      const known = this.members[c];
      if (known) known.push(state);
      else this.members[c] = [state];
    });
    for (let c = 0; c < this.members.length; c++) {
      const reach = new Uint8Array(this.members.length);
      reach[c] = 1;
      let cyclic = false;
      let bound = 1;
      let unbounded = this.m.search.includes(this.members[c]![0]!);
      for (const state of this.members[c]!) {
        for (const edge of this.succ[state]!) {
          const to = this.scc[edge.to]!;
          if (to !== c) {
            if (!reach[to]) for (let i = 0; i < to + 1; i++) if (this.reach[to]![i]) reach[i] = 1;
            continue;
          }
          cyclic = true;
          for (const loop of edge.loops)
            if (this.m.loops[loop]!.bound === Number.POSITIVE_INFINITY) unbounded = true;
        }
      }
      if (cyclic && !unbounded) {
        const loops = new Set(
          this.members[c]!.flatMap((state) =>
            this.succ[state]!.filter((edge) => this.scc[edge.to] === c).flatMap((edge) => edge.loops),
          ),
        );
        for (const loop of loops) bound *= this.m.loops[loop]!.bound;
      }
      this.cyclic.push(cyclic);
      this.bound.push(cyclic && unbounded ? Number.POSITIVE_INFINITY : bound);
      this.reach.push(reach);
    }
  }

  /** Edges that stay among the states of a component that end nothing: once a sure state is reached, no other path counts. */
  private inside(state: number, c: number): Edge[] {
    return this.succ[state]!.filter((edge) => this.scc[edge.to] === c && !this.m.states[edge.to]!.sure);
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
    for (const state of this.members[c]!) if (!states[state]!.sure) add(state, state);
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
        states: this.members[c]!,
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
    const queue: number[] = [];
    const add = (x: number, y: number, z: number): number => {
      const [id, isNew] = product.add((x * size + y) * size + z, [x, y, z]);
      if (isNew) queue.push(id);
      return id;
    };
    for (const p of this.members[c1]!) for (const q of this.members[c2]!) if (!states[q]!.sure) add(p, p, q);
    const closing: [number, number][] = [];
    for (let i = 0; i < queue.length; i++) {
      const id = queue[i]!;
      const [x, y, z] = product.nodes[id]!;
      for (const ex of this.succ[x]!) {
        if (this.scc[ex.to] !== c1) continue;
        for (const ez of this.inside(z, c2)) {
          const mask = and(states[ex.to]!.mask, states[ez.to]!.mask);
          for (const ey of this.succ[y]!) {
            this.budget.spend();
            if (!meet(mask, states[ey.to]!.mask)) continue;
            const c = this.scc[ey.to]!;
            if (!this.reach[c]![c2] || (c !== c1 && states[ey.to]!.sure)) continue;
            product.edges[id]!.push(add(ex.to, ey.to, ez.to));
          }
        }
      }
      if (this.scc[y] === c2 && y === z) {
        const start = add(x, x, z);
        closing.push([id, start]);
      }
    }
    for (const [end, start] of closing) product.edges[end]!.push(start);
    const scc = product.components();
    for (const [end, start] of closing) {
      if (scc[end] !== scc[start]) continue;
      const path = product.path(start, end);
      if (!path) continue;
      const steps = path.slice(1).map((id) => product.nodes[id]!);
      const [p, , q] = product.nodes[start]!;
      return { kind: 'polynomial', prefix: this.prefixTo(p), pump: this.word(steps), states: [p, q] };
    }
    return undefined;
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
    const { states, search, atoms } = this.m;
    type Node = {
      readonly starts: readonly number[];
      readonly y: number;
      readonly z: number;
      readonly atom: number;
    };
    const product = new Explored<Node>();
    const queue: number[] = [];
    const add = (node: Node): number => {
      const [id, isNew] = product.add(`${node.starts.join()};${node.y};${node.z};${node.atom}`, node);
      if (isNew) queue.push(id);
      if (product.nodes.length > 4000) this.budget.spend(1000);
      return id;
    };
    const memo = new Map<string, readonly number[] | undefined>();
    const advance = (starts: readonly number[], atom: number): readonly number[] | undefined => {
      const key = `${starts.join()}:${atom}`;
      if (memo.has(key)) return memo.get(key);
      const to = new Set<number>();
      let matched = false;
      for (const from of starts) {
        for (const edge of this.succ[from]!) {
          this.budget.spend();
          if (!hasAtom(states[edge.to]!.mask, atom)) continue;
          if (states[edge.to]!.sure) matched = true;
          to.add(edge.to);
        }
      }
      const result = matched ? undefined : [...to].sort((a, b) => a - b);
      memo.set(key, result);
      return result;
    };
    // Words that bring the search to a set of states with no match yet.
    const prefixes = new Explored<{ readonly starts: readonly number[]; readonly atom: number }>();
    const open: number[] = [prefixes.add('0', { starts: [0], atom: -1 })[0]];
    const every = atomsIn(atoms.all);
    for (let i = 0; i < open.length; i++) {
      const { starts } = prefixes.nodes[open[i]!]!;
      for (const atom of every) {
        const to = advance(starts, atom);
        if (!to) continue;
        const [id, isNew] = prefixes.add(`${to.join()}`, { starts: to, atom });
        if (isNew) open.push(id);
        prefixes.edges[open[i]!]!.push(id);
        this.budget.spend(2);
      }
    }
    const members = new Set(this.members[c2]!.filter((state) => !states[state]!.sure));
    for (const { starts, atom } of prefixes.nodes) {
      if (!starts.some((state) => search.includes(state))) continue;
      for (const z of starts) if (members.has(z)) add({ starts, y: -1, z, atom });
    }
    const closing: [number, number][] = [];
    for (let i = 0; i < queue.length; i++) {
      const id = queue[i]!;
      const node = product.nodes[id]!;
      for (const ez of this.inside(node.z, c2)) {
        for (const atom of atomsIn(states[ez.to]!.mask)) {
          const starts = advance(node.starts, atom);
          if (!starts) continue;
          const at = node.y === -1 ? node.starts.filter((state) => search.includes(state)) : [node.y];
          if (node.y === -1) product.edges[id]!.push(add({ starts, y: -1, z: ez.to, atom }));
          for (const y of at) {
            for (const ey of this.succ[y]!) {
              this.budget.spend();
              if (!hasAtom(states[ey.to]!.mask, atom)) continue;
              const c = this.scc[ey.to]!;
              if (c === c1 || !this.reach[c]![c2]) continue;
              product.edges[id]!.push(add({ starts, y: ey.to, z: ez.to, atom }));
            }
          }
        }
      }
      if (node.y === node.z) closing.push([id, add({ ...node, y: -1 })]);
    }
    for (const [end, start] of closing) product.edges[end]!.push(start);
    const scc = product.components();
    for (const [end, start] of closing) {
      if (scc[end] !== scc[start]) continue;
      const path = product.path(start, end);
      if (!path) continue;
      const first = product.nodes[start]!;
      const to = prefixes.idOf(first.starts.join());
      const prefix =
        to === undefined ? [] : (prefixes.path(0, to) ?? []).slice(1).map((id) => prefixes.nodes[id]!.atom);
      const pump = path.slice(1).map((id) => product.nodes[id]!.atom);
      return { kind: 'polynomial', prefix, pump, states: [first.z] };
    }
    return undefined;
  }

  private word(steps: readonly (readonly number[])[]): number[] {
    return steps.map((states) => {
      const mask = states.reduce((left, state) => and(left, this.m.states[state]!.mask), this.m.atoms.all);
      return atomsIn(mask)[0]!;
    });
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

  /**
   * An upper bound on the ways to reach one state from one start, loops left aside: states that can be reached by the same word
   * add up, those that exclude each other do not.
   */
  private finitePaths(): number {
    const { states } = this.m;
    const size = states.length;
    const together = new Set<number>();
    const queue: [number, number][] = [];
    const meetAt = (x: number, y: number): void => {
      const key = Math.min(x, y) * size + Math.max(x, y);
      if (together.has(key)) return;
      together.add(key);
      queue.push([x, y]);
    };
    const isSearch = (state: number): boolean => this.m.search.includes(state);
    meetAt(0, 0);
    for (const state of this.m.search) meetAt(state, state);
    for (let i = 0; i < queue.length; i++) {
      const [x, y] = queue[i]!;
      for (const ex of this.succ[x]!) {
        if (isSearch(ex.to)) continue;
        for (const ey of this.succ[y]!) {
          this.budget.spend();
          if (!isSearch(ey.to) && meet3(states[ex.to]!.mask, states[ey.to]!.mask, this.m.atoms.all))
            meetAt(ex.to, ey.to);
        }
      }
    }
    const ways = new Float64Array(size);
    ways[0] = 1;
    for (const state of this.m.search) ways[state] = 1;
    const into: number[][] = states.map(() => []);
    this.succ.forEach((edges, from) => {
      for (const edge of edges) {
        if (this.scc[edge.to] === this.scc[from] || isSearch(edge.to)) continue;
        for (let i = 0; i < edge.count; i++) into[edge.to]!.push(from);
      }
    });
    let most = 1;
    for (let c = this.members.length - 1; c >= 0; c--) {
      if (isSearch(this.members[c]![0]!)) continue;
      let entries = 0;
      const sources = this.members[c]!.flatMap((state) => into[state]!);
      const groups: number[][] = [];
      for (const source of sources) {
        this.budget.spend(groups.length);
        const joined = [source];
        for (let g = groups.length - 1; g >= 0; g--) {
          const meets = groups[g]!.some((other) =>
            together.has(Math.min(source, other) * size + Math.max(source, other)),
          );
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
      for (const state of this.members[c]!) ways[state] = Math.max(ways[state]!, entries);
      most = Math.max(most, entries);
    }
    return most;
  }
}
