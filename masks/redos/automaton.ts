import type { Regex, SetNode } from '../regex/ast';
import { MAX_CODE_POINT, MAX_UNIT } from '../regex/charset';
import { type AtomMask, type Atoms, and, atomsOf, isEmpty, meet, without } from './atoms';
import type { Budget } from './budget';
import type { Graph, Loop } from './graph';

/** How many characters a path may read is told by the loops it goes round. */
export interface Edge {
  readonly to: number;
  /** Ways to go from one character to the next without reading. */
  count: number;
  /** Loops whose next iteration the edge begins. */
  readonly loops: number[];
  /** A backtracking engine that stands at the one state and reads such a character can always go there. */
  certain: boolean;
}

/** A state stands for a character of the pattern having just been read. */
export interface State {
  readonly mask: AtomMask;
  readonly node: SetNode | undefined;
  readonly edges: Edge[];
  /** The match succeeds for certain once this state is reached: no other path is tried afterwards. */
  sure: boolean;
}

/**
 * State 0: nothing read yet. States of `search` stand for characters skipped before the match begins (two
 * where word boundaries matter: after a word character, after another).
 */
export interface Automaton {
  readonly atoms: Atoms;
  readonly states: readonly State[];
  readonly search: readonly number[];
  readonly loops: readonly Loop[];
  readonly complete: boolean;
}

const WORD_NEXT = 1;
const NON_WORD_NEXT = 2;
const NEWLINE_NEXT = 4;

export function buildAutomaton(regex: Regex, graph: Graph, budget: Budget): Automaton {
  const sets = graph.vertices.flatMap((vertex) => (vertex.kind === 'char' ? [vertex.node.set] : []));
  const atoms = atomsOf(sets, regex.flags.unicode ? MAX_CODE_POINT : MAX_UNIT, budget);
  const splitWords = graph.vertices.some(
    (vertex) => vertex.kind === 'assert' && (vertex.assert === 'word' || vertex.assert === 'not-word'),
  );
  const states: State[] = [
    { mask: new Int32Array(atoms.all.length), node: undefined, edges: [], sure: false },
  ];

  const addStates = (mask: AtomMask, node: SetNode | undefined): number[] => {
    budget.spend(1 + (mask.length >> 1));
    const parts = splitWords ? [and(mask, atoms.words), without(mask, atoms.words)] : [mask];
    return parts.flatMap((part) =>
      isEmpty(part) ? [] : [states.push({ mask: part, node, edges: [], sure: false }) - 1],
    );
  };
  const search = addStates(atoms.all, undefined);
  const masks = new Map<unknown, AtomMask>();
  const maskOf = (set: SetNode['set']): AtomMask => {
    let mask = masks.get(set);
    if (!mask) {
      mask = atoms.maskOf(set);
      masks.set(set, mask);
    }
    return mask;
  };
  const ofVertex = graph.vertices.map((vertex) =>
    vertex.kind === 'char' ? addStates(maskOf(vertex.node.set), vertex.node) : [],
  );

  /**
   * Follows every way from `vertex` to the next characters. `needs`: what assertions on the way ask of that
   * character.
   */
  const follow = (from: number, first: number): void => {
    const state = states[from]!;
    const isWord = from !== 0 && meet(state.mask, atoms.words);
    const byTarget = new Map<number, Edge>();
    const begun = new Set<number>();
    const rounds: number[] = [];

    /** A counted repeat that stands here as a loop: one more round may be one too many. */
    const isCounted = (loop: number): boolean => graph.loops[loop]!.bound !== Number.POSITIVE_INFINITY;

    const reach = (targets: readonly number[], needs: number, certain: boolean): void => {
      for (const to of targets) {
        const target = states[to]!;
        if (needs & WORD_NEXT && !meet(target.mask, atoms.words)) continue;
        if (needs & NON_WORD_NEXT && meet(target.mask, atoms.words)) continue;
        if (needs & NEWLINE_NEXT && !meet(target.mask, atoms.newlines)) continue;
        budget.spend(1 + rounds.length);
        const edge = byTarget.get(to);
        if (edge) {
          edge.count++;
          edge.certain ||= certain;
          edge.loops.push(...rounds);
        } else {
          const added: Edge = { to, count: 1, loops: [...rounds], certain };
          byTarget.set(to, added);
          state.edges.push(added);
        }
      }
    };

    const walk = (at: number, needs: number, certain: boolean): void => {
      budget.spend(2);
      const vertex = graph.vertices[at]!;
      switch (vertex.kind) {
        case 'dead':
          return;
        case 'accept':
          if (certain && needs === 0) state.sure = true;
          return;
        case 'char':
          reach(ofVertex[at]!, needs, certain && (needs & NEWLINE_NEXT) === 0);
          return;
        case 'split':
          for (const target of vertex.targets) walk(target, needs, certain);
          return;
        case 'maybe':
          walk(vertex.next, needs, false);
          return;
        case 'look':
          walk(vertex.body, needs, false);
          walk(vertex.next, needs, false);
          return;
        case 'assert': {
          const { multiline } = regex.flags;
          if (vertex.assert === 'start') {
            if (from === 0 || (multiline && meet(state.mask, atoms.newlines)))
              walk(vertex.next, needs, from === 0 && certain);
          } else if (vertex.assert === 'end') {
            if (multiline) walk(vertex.next, needs | NEWLINE_NEXT, false);
          } else {
            const wantsWord = (vertex.assert === 'word') !== isWord;
            walk(vertex.next, needs | (wantsWord ? WORD_NEXT : NON_WORD_NEXT), certain);
          }
          return;
        }
        case 'head': {
          const had = begun.has(vertex.loop);
          begun.add(vertex.loop);
          walk(vertex.body, needs, certain && !(rounds.includes(vertex.loop) && isCounted(vertex.loop)));
          begun.delete(vertex.loop);
          walk(vertex.exit, needs, certain);
          if (had) begun.add(vertex.loop);
          return;
        }
        case 'tail':
          // An iteration that reads nothing is refused by the engine.
          if (begun.has(vertex.loop)) return;
          rounds.push(vertex.loop);
          walk(vertex.head, needs, certain);
          rounds.pop();
          return;
        case 'again':
          rounds.push(vertex.loop);
          walk(vertex.body, needs, certain && !isCounted(vertex.loop));
          rounds.pop();
          walk(vertex.exit, needs, certain);
      }
    };
    walk(first, 0, true);
  };

  follow(0, graph.entry);
  if (!states[0]!.sure) {
    for (const state of search) follow(state, graph.entry);
    const starts = search.some((state) => states[state]!.edges.length > 0);
    if (starts)
      for (const from of [0, ...search])
        for (const to of search) states[from]!.edges.push({ to, count: 1, loops: [], certain: true });
  }
  graph.vertices.forEach((vertex, at) => {
    if (vertex.kind === 'char') for (const state of ofVertex[at]!) follow(state, vertex.next);
  });
  return { atoms, states, search, loops: graph.loops, complete: graph.complete };
}
