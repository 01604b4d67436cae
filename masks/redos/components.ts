import type { Budget } from './budget';

/**
 * Strongly connected components (Tarjan, iterative); components are numbered in reverse topological order.
 */
export function components(size: number, next: (node: number) => readonly number[]): Int32Array {
  const of = new Int32Array(size).fill(-1);
  const index = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const onStack = new Uint8Array(size);
  const stack: number[] = [];
  let counter = 0;
  let found = 0;
  for (let root = 0; root < size; root++) {
    if (index[root] !== -1) continue;
    const work: { node: number; edges: readonly number[]; at: number }[] = [];
    const open = (node: number): void => {
      index[node] = low[node] = counter++;
      stack.push(node);
      onStack[node] = 1;
      work.push({ node, edges: next(node), at: 0 });
    };
    open(root);
    while (work.length > 0) {
      const frame = work[work.length - 1]!;
      if (frame.at < frame.edges.length) {
        const to = frame.edges[frame.at++]!;
        if (index[to] === -1) open(to);
        else if (onStack[to]) low[frame.node] = Math.min(low[frame.node]!, index[to]!);
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) low[parent.node] = Math.min(low[parent.node]!, low[frame.node]!);
      if (low[frame.node] !== index[frame.node]) continue;
      for (;;) {
        const node = stack.pop()!;
        onStack[node] = 0;
        of[node] = found;
        if (node === frame.node) break;
      }
      found++;
    }
  }
  return of;
}

/** The nodes of each component. */
export function membersOf(components: Int32Array): number[][] {
  const members: number[][] = [];
  components.forEach((component, node) => {
    const known = members[component];
    if (known) known.push(node);
    else members[component] = [node];
  });
  return members;
}

/** A graph explored from its start nodes, its nodes named by strings of numbers. */
export class Explored<N> {
  readonly nodes: N[] = [];
  readonly edges: number[][] = [];
  private readonly ids = new Map<string | number, number>();

  /** @returns the id of the node, and whether it is new. */
  add(key: string | number, node: N): [id: number, isNew: boolean] {
    const known = this.ids.get(key);
    if (known !== undefined) return [known, false];
    const id = this.nodes.push(node) - 1;
    this.ids.set(key, id);
    this.edges.push([]);
    return [id, true];
  }

  idOf(key: string | number): number | undefined {
    return this.ids.get(key);
  }

  components(budget: Budget): Int32Array {
    budget.spend(this.nodes.length);
    return components(this.nodes.length, (node) => this.edges[node]!);
  }

  /** Shortest path as node ids, both ends included. */
  path(from: number, to: number, budget: Budget): number[] | undefined {
    budget.spend(this.nodes.length >> 3);
    const parent = new Int32Array(this.nodes.length).fill(-2);
    parent[from] = -1;
    const queue = [from];
    for (let i = 0; i < queue.length; i++) {
      budget.spend();
      for (const next of this.edges[queue[i]!]!) {
        if (next === to) {
          const path = [to];
          for (let at = queue[i]!; at !== -1; at = parent[at]!) path.push(at);
          return path.reverse();
        }
        if (parent[next] === -2) {
          parent[next] = queue[i]!;
          queue.push(next);
        }
      }
    }
    return undefined;
  }

  /** Adds edges and looks for a cycle over one of them: its nodes after the first, and the first. */
  cycleOver(
    closing: readonly (readonly [from: number, to: number])[],
    budget: Budget,
  ): [path: N[], start: N] | undefined {
    for (const [end, start] of closing) this.edges[end]!.push(start);
    const scc = this.components(budget);
    for (const [end, start] of closing) {
      if (scc[end] !== scc[start]) continue;
      const path = this.path(start, end, budget);
      if (path) return [path.slice(1).map((id) => this.nodes[id]!), this.nodes[start]!];
    }
    return undefined;
  }
}
