import { type CharSet, NEWLINE, WORD } from '../regex/charset';
import type { Budget } from './budget';

/** A set of atoms, 30 to a word. */
export type AtomMask = Int32Array;

/**
 * Partition of all characters into classes that no set of the pattern tells apart, each with a typical
 * member.
 */
export interface Atoms {
  /** One member of each atom, printable where there is one. */
  readonly sample: readonly number[];
  readonly words: AtomMask;
  readonly newlines: AtomMask;
  readonly all: AtomMask;
  /** The atoms of one of the sets, or of all characters. */
  maskOf(set: CharSet): AtomMask;
}

/** People read attack strings: letters first, then digits, then the rest of ASCII. */
const PREFERRED: readonly (readonly [number, number])[] = [
  [97, 122],
  [48, 57],
  [65, 90],
  [33, 126],
  [32, 32],
  [9, 10],
  [0xa1, 0xd7ff],
];

function pick(lo: number, hi: number): [unit: number, rank: number] {
  for (let rank = 0; rank < PREFERRED.length; rank++) {
    const [from, to] = PREFERRED[rank]!;
    const start = Math.max(lo, from);
    if (start <= Math.min(hi, to)) return [start, rank];
  }
  return [lo, PREFERRED.length];
}

export function atomsOf(sets: readonly CharSet[], max: number, budget: Budget): Atoms {
  const all: CharSet[] = [...new Set([WORD, NEWLINE, ...sets])];
  const { starts, indexOf } = intervalsOf(all, max, budget);
  const end = (set: CharSet, i: number): number => indexOf.get(set[i + 1]! + 1) ?? starts.length;
  const classes = refine(all, starts.length, (set, i) => [indexOf.get(set[i]!)!, end(set, i)], budget);
  const ofInterval = new Int32Array(starts.length);
  const ofClass = new Map<number, number>();
  const sample: number[] = [];
  const ranks: number[] = [];
  for (let i = 0; i < starts.length; i++) {
    budget.spend();
    const [unit, rank] = pick(starts[i]!, (starts[i + 1] ?? max + 1) - 1);
    const known = ofClass.get(classes[i]!);
    ofInterval[i] = known ?? sample.length;
    if (known === undefined) {
      ofClass.set(classes[i]!, sample.length);
      sample.push(unit);
      ranks.push(rank);
    } else if (rank < ranks[known]!) {
      sample[known] = unit;
      ranks[known] = rank;
    }
  }
  const size = Math.ceil(sample.length / 30);
  const maskOf = (set: CharSet): AtomMask => {
    const mask = new Int32Array(size);
    for (let i = 0; i < set.length; i += 2) {
      const stop = end(set, i);
      const start = indexOf.get(set[i]!)!;
      budget.spend(1 + ((stop - start) >> 3));
      for (let at = start; at < stop; at++) mask[(ofInterval[at]! / 30) | 0]! |= 1 << (ofInterval[at]! % 30);
    }
    return mask;
  };
  return { sample, words: maskOf(WORD), newlines: maskOf(NEWLINE), all: maskOf([0, max]), maskOf };
}

/** Where some set begins or has ended: between two such places no set tells characters apart. */
function intervalsOf(
  sets: readonly CharSet[],
  max: number,
  budget: Budget,
): { starts: readonly number[]; indexOf: ReadonlyMap<number, number> } {
  const cuts = new Set<number>([0]);
  for (const set of sets) {
    budget.spend(set.length);
    for (let i = 0; i < set.length; i += 2) {
      cuts.add(set[i]!);
      if (set[i + 1]! < max) cuts.add(set[i + 1]! + 1);
    }
  }
  budget.spend(cuts.size);
  const starts = [...cuts].sort((x, y) => x - y);
  return { starts, indexOf: new Map(starts.map((start, i) => [start, i])) };
}

/** Splits the intervals into classes: two are in one class where every set has both or none. */
function refine(
  sets: readonly CharSet[],
  count: number,
  range: (set: CharSet, i: number) => readonly [start: number, end: number],
  budget: Budget,
): Int32Array {
  const classes = new Int32Array(count);
  let next = 1;
  for (const set of sets) {
    const renamed = new Map<number, number>();
    for (let i = 0; i < set.length; i += 2) {
      const [start, end] = range(set, i);
      budget.spend(1 + ((end - start) >> 2));
      for (let at = start; at < end; at++) {
        let name = renamed.get(classes[at]!);
        if (name === undefined) {
          name = next++;
          renamed.set(classes[at]!, name);
        }
        classes[at] = name;
      }
    }
  }
  return classes;
}

export function meet(x: AtomMask, y: AtomMask): boolean {
  for (let i = 0; i < x.length; i++) if (x[i]! & y[i]!) return true;
  return false;
}

export function meet3(x: AtomMask, y: AtomMask, z: AtomMask): boolean {
  for (let i = 0; i < x.length; i++) if (x[i]! & y[i]! & z[i]!) return true;
  return false;
}

export function and(x: AtomMask, y: AtomMask): AtomMask {
  return x.map((word, i) => word & y[i]!);
}

export function without(x: AtomMask, y: AtomMask): AtomMask {
  return x.map((word, i) => word & ~y[i]!);
}

export function isEmpty(x: AtomMask): boolean {
  return x.every((word) => word === 0);
}

export function atomsIn(mask: AtomMask): number[] {
  const out: number[] = [];
  mask.forEach((word, i) => {
    for (let bit = 0; bit < 30; bit++) if (word & (1 << bit)) out.push(i * 30 + bit);
  });
  return out;
}

export function hasAtom(mask: AtomMask, atom: number): boolean {
  return (mask[(atom / 30) | 0]! & (1 << (atom % 30))) !== 0;
}
