import type { LookNode, Node, Regex, SetNode } from '../regex/ast';
import { isNullable } from '../regex/program';
import type { Budget } from './budget';

/**
 * The pattern as a graph of steps that read nothing (`Vertex`) between characters. It allows every path that
 * a backtracking engine can take and perhaps more: what is too large to copy becomes a loop, lookbehinds of
 * bounded length and the outcome of lookaheads are left out, a backreference reads anything its group could.
 */
export type Vertex =
  | { readonly kind: 'char'; readonly node: SetNode; next: number }
  | { readonly kind: 'split'; targets: number[] }
  | { readonly kind: 'assert'; readonly assert: 'start' | 'end' | 'word' | 'not-word'; next: number }
  /** A lookahead: its body ends in `dead`; the search goes on at `next` whatever it found. */
  | { readonly kind: 'look'; readonly body: number; next: number }
  /** Passing it means that some condition was left out. */
  | { readonly kind: 'maybe'; next: number }
  | { readonly kind: 'head'; readonly loop: number; body: number; exit: number }
  | { readonly kind: 'tail'; readonly loop: number; head: number }
  | { readonly kind: 'again'; readonly loop: number; body: number; exit: number }
  | { readonly kind: 'dead' }
  | { readonly kind: 'accept' };

export interface Loop {
  readonly node: Node & { type: 'repeat' };
  /** Most iterations: Infinity, or the count of a repeat that was too large to copy. */
  readonly bound: number;
}

export interface Graph {
  readonly vertices: readonly Vertex[];
  readonly entry: number;
  readonly loops: readonly Loop[];
  /** False where a part was left out whose cost the graph does not show (an unbounded lookbehind). */
  readonly complete: boolean;
}

/** A counted repeat of at most so many characters in all is copied; a larger one becomes a loop. */
const COPY_LIMIT = 40;
/** Optional copies cost more: each can be left at each. */
const OPTIONAL_COPY_LIMIT = 20;
const LOOKBEHIND_LIMIT = 64;

function weigh(node: Node): number {
  switch (node.type) {
    case 'set':
      return 1;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + weigh(item), 0);
    case 'alternation':
      return node.alternatives.reduce((sum, item) => sum + weigh(item), 0);
    case 'group':
    case 'look':
      return weigh(node.body);
    case 'repeat':
      return weigh(node.body) * Math.max(1, node.max === Number.POSITIVE_INFINITY ? node.min + 1 : node.max);
    default:
      return 1;
  }
}

function findGroup(node: Node, group: number): Node | undefined {
  if (node.type === 'group' && node.capture === group) return node.body;
  const children =
    node.type === 'sequence'
      ? node.items
      : node.type === 'alternation'
        ? node.alternatives
        : 'body' in node
          ? [node.body]
          : [];
  for (const child of children) {
    const found = findGroup(child, group);
    if (found) return found;
  }
  return undefined;
}

/** @param copies how many times as large a counted repeat may be as usual to be copied, which is exact */
export function buildGraph(regex: Regex, budget: Budget, copies = 1): Graph {
  const vertices: Vertex[] = [{ kind: 'dead' }, { kind: 'accept' }];
  const loops: Loop[] = [];
  const openReferences = new Set<number>();
  let complete = true;

  const add = (vertex: Vertex): number => {
    budget.spend(5);
    vertices.push(vertex);
    return vertices.length - 1;
  };

  const look = (node: LookNode, next: number): number => {
    if (node.ahead) return add({ kind: 'look', body: build(node.body, 0), next });
    if (weigh(node.body) > LOOKBEHIND_LIMIT || hasUnbounded(node.body)) complete = false;
    return add({ kind: 'maybe', next });
  };

  const reference = (group: number, next: number): number => {
    const body = findGroup(regex.root, group);
    if (!body || openReferences.has(group)) return add({ kind: 'maybe', next });
    openReferences.add(group);
    const copy = build(body, next);
    openReferences.delete(group);
    return add({ kind: 'maybe', next: add({ kind: 'split', targets: [copy, next] }) });
  };

  const star = (node: Node & { type: 'repeat' }, bound: number, next: number): number => {
    const loop = loops.push({ node, bound }) - 1;
    const tail: Vertex = { kind: 'tail', loop, head: 0 };
    const head: Vertex = { kind: 'head', loop, body: 0, exit: next };
    const at = add(head);
    tail.head = at;
    head.body = build(node.body, add(tail));
    return at;
  };

  const plus = (node: Node & { type: 'repeat' }, bound: number, next: number): number => {
    if (isNullable(node.body)) return build(node.body, star(node, bound, next));
    const loop = loops.push({ node, bound }) - 1;
    const again: Vertex = { kind: 'again', loop, body: 0, exit: next };
    again.body = build(node.body, add(again));
    return again.body;
  };

  const repeat = (node: Node & { type: 'repeat' }, next: number): number => {
    if (node.max === 0) return next;
    const weight = weigh(node.body);
    const unbounded = node.max === Number.POSITIVE_INFINITY;
    const copied = weight * (unbounded ? node.min : node.max);
    const optional = unbounded ? 0 : weight * (node.max - node.min);
    if (
      copied > Math.max(COPY_LIMIT * copies, weight) ||
      optional > Math.max(OPTIONAL_COPY_LIMIT * copies, weight)
    ) {
      // As a loop it may end too early; that it does end is then no certainty.
      const exit = node.min > 1 ? add({ kind: 'maybe', next }) : next;
      return node.min === 0 ? star(node, node.max, exit) : plus(node, node.max, exit);
    }
    let at = next;
    let required = node.min;
    if (!unbounded) {
      for (let i = node.min; i < node.max; i++) {
        at = add({ kind: 'split', targets: [build(node.body, at), next] });
      }
    } else if (node.min === 0) at = star(node, node.max, next);
    else {
      at = plus(node, node.max, next);
      required--;
    }
    for (let i = 0; i < required; i++) at = build(node.body, at);
    return at;
  };

  const build = (node: Node, next: number): number => {
    switch (node.type) {
      case 'set':
        return node.set.length === 0 ? 0 : add({ kind: 'char', node, next });
      case 'sequence':
        return node.items.reduceRight((at, item, i) => build(boundedBy(node.items[i - 1], item), at), next);
      case 'alternation':
        return add({ kind: 'split', targets: node.alternatives.map((item) => build(item, next)) });
      case 'group':
        return build(node.body, next);
      case 'assert':
        return add({ kind: 'assert', assert: node.kind, next });
      case 'look':
        return look(node, next);
      case 'backreference':
        return reference(node.group, next);
      case 'repeat':
        return repeat(node, next);
    }
  };

  const entry = build(regex.root, 1);
  return { vertices, entry, loops, complete };
}

function hasUnbounded(node: Node): boolean {
  if (node.type === 'repeat') return node.max > LOOKBEHIND_LIMIT || hasUnbounded(node.body);
  if (node.type === 'backreference') return true;
  if (node.type === 'sequence') return node.items.some(hasUnbounded);
  if (node.type === 'alternation') return node.alternatives.some(hasUnbounded);
  return 'body' in node ? hasUnbounded(node.body) : false;
}

/**
 * `(?!000|666)0*` repeats twice at most, as three zeros are excluded: the repeat with the bound that a
 * negative lookahead just before it sets.
 */
function boundedBy(before: Node | undefined, node: Node): Node {
  if (before?.type !== 'look' || !before.ahead || !before.negate) return node;
  if (node.type !== 'repeat' || node.body.type !== 'set') return node;
  const { set } = node.body;
  const excluded = before.body.type === 'alternation' ? before.body.alternatives : [before.body];
  const lengths = excluded.flatMap((word) => {
    const items = word.type === 'sequence' ? word.items : [word];
    return items.length > 0 && items.every((item) => item.type === 'set' && contains(item.set, set))
      ? [items.length]
      : [];
  });
  const most = Math.min(node.max, ...lengths.map((length) => length - 1));
  return most === node.max || most < node.min ? node : { ...node, max: most };
}

/** Whether every character of one set is in another; pairs of first and last. */
function contains(whole: SetNode['set'], part: SetNode['set']): boolean {
  for (let i = 0; i < part.length; i += 2) {
    let isIn = false;
    for (let j = 0; j < whole.length; j += 2) isIn ||= whole[j]! <= part[i]! && part[i + 1]! <= whole[j + 1]!;
    if (!isIn) return false;
  }
  return true;
}
