import { type CharSet, has, NEWLINE, WORD } from '../regex/charset';

/** A set of atoms, 30 to a word. */
export type AtomMask = Int32Array;

/** Partition of all characters into classes that no set of the pattern tells apart, each with a typical member. */
export interface Atoms {
  /** One member of each atom, printable where there is one. */
  readonly sample: readonly number[];
  readonly words: AtomMask;
  readonly newlines: AtomMask;
  readonly all: AtomMask;
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

export function atomsOf(sets: readonly CharSet[], max: number): Atoms {
  const all: CharSet[] = [...new Set([WORD, NEWLINE, ...sets])];
  const cuts = new Set<number>([0]);
  for (const set of all) {
    for (let i = 0; i < set.length; i += 2) {
      cuts.add(set[i]!);
      if (set[i + 1]! < max) cuts.add(set[i + 1]! + 1);
    }
  }
  const sorted = [...cuts].sort((x, y) => x - y);
  const bySignature = new Map<string, number>();
  const sample: number[] = [];
  const ranks: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const [unit, rank] = pick(sorted[i]!, (sorted[i + 1] ?? max + 1) - 1);
    let signature = '';
    for (const set of all) signature += has(set, unit) ? '1' : '0';
    const known = bySignature.get(signature);
    if (known === undefined) {
      bySignature.set(signature, sample.length);
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
    for (let atom = 0; atom < sample.length; atom++) {
      if (has(set, sample[atom]!)) mask[(atom / 30) | 0]! |= 1 << (atom % 30);
    }
    return mask;
  };
  return { sample, words: maskOf(WORD), newlines: maskOf(NEWLINE), all: maskOf([0, max]), maskOf };
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
