/**
 * Sets of characters as sorted, disjoint, inclusive ranges: [lo0, hi0, lo1, hi1, …].
 * The unit is the UTF-16 code unit, or the code point under the `u` flag.
 */
export type CharSet = readonly number[];

export const MAX_UNIT = 0xffff;
export const MAX_CODE_POINT = 0x10ffff;

export function normalise(pairs: readonly (readonly [number, number])[]): CharSet {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  const out: number[] = [];
  for (const [lo, hi] of sorted) {
    const last = out.length - 1;
    if (last > 0 && lo <= (out[last] as number) + 1) {
      if (hi > (out[last] as number)) out[last] = hi;
    } else {
      out.push(lo, hi);
    }
  }
  return out;
}

export function pairsOf(set: CharSet): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < set.length; i += 2) out.push([set[i] as number, set[i + 1] as number]);
  return out;
}

export function union(...sets: CharSet[]): CharSet {
  return normalise(sets.flatMap(pairsOf));
}

export function complement(set: CharSet, max: number): CharSet {
  const out: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    const lo = set[i] as number;
    if (lo > next) out.push(next, lo - 1);
    next = (set[i + 1] as number) + 1;
  }
  if (next <= max) out.push(next, max);
  return out;
}

export function intersect(a: CharSet, b: CharSet): CharSet {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const lo = Math.max(a[i] as number, b[j] as number);
    const hi = Math.min(a[i + 1] as number, b[j + 1] as number);
    if (lo <= hi) out.push(lo, hi);
    if ((a[i + 1] as number) < (b[j + 1] as number)) i += 2;
    else j += 2;
  }
  return out;
}

export function has(set: CharSet, unit: number): boolean {
  let lo = 0;
  let hi = set.length / 2 - 1;
  while (lo <= hi) {
    const mid = (lo + hi) >> 1;
    if (unit < (set[2 * mid] as number)) hi = mid - 1;
    else if (unit > (set[2 * mid + 1] as number)) lo = mid + 1;
    else return true;
  }
  return false;
}

export const DIGIT: CharSet = [48, 57];
export const WORD: CharSet = [48, 57, 65, 90, 95, 95, 97, 122];
/** WhiteSpace and LineTerminator of ECMA-262. */
export const SPACE: CharSet = [
  9, 13, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000, 0xfeff, 0xfeff,
];
export const NEWLINE: CharSet = [10, 10, 13, 13, 0x2028, 0x2029];

let foldings: Map<number, number[]> | undefined;

/**
 * ECMA-262 Canonicalize without `u`: upper case, unless that is several units or would make ASCII of
 * non-ASCII.
 */
export function canonicalize(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  if (upper.length !== 1) return unit;
  const code = upper.charCodeAt(0);
  return unit >= 128 && code < 128 ? unit : code;
}

function caseClasses(): Map<number, number[]> {
  if (foldings) return foldings;
  const byCanon = new Map<number, number[]>();
  for (let unit = 0; unit <= MAX_UNIT; unit++) {
    const canon = canonicalize(unit);
    const members = byCanon.get(canon);
    if (members) members.push(unit);
    else byCanon.set(canon, [unit]);
  }
  foldings = new Map();
  for (const members of byCanon.values()) {
    if (members.length > 1) for (const unit of members) foldings.set(unit, members);
  }
  return foldings;
}

/** Closes a set under the case-insensitive comparison of the `i` flag (without `u`). */
export function closeOverCase(set: CharSet): CharSet {
  const extra: [number, number][] = pairsOf(set);
  for (const [unit, members] of caseClasses()) {
    if (has(set, unit)) for (const member of members) extra.push([member, member]);
  }
  return normalise(extra);
}
