import { isRecord } from '../config/read';

/**
 * The targets of a policy in one string: for each its type and the 128 bits of its id, nine UTF-16 units in all. Nearly all
 * targets are of a usual type and have a UUID in lower case. Tens of thousands of them are kept, and an object for each would cost
 * more to keep and to collect than all else that is known of its policy.
 */
export type PackedTargets = string;

/** Units of one target. */
const WIDTH = 9;

/** The usual types: the first unit of a target is a place in this list. */
const TYPES: readonly string[] = ['GROUP', 'USER', 'LOCATION', 'SKILL'];

/** `String.fromCharCode` is given so many units at a time: the stack does not hold any number of arguments. */
const MOST_UNITS = 500 * WIDTH;

/** Where the eight groups of four digits start that are the units of a UUID. */
const STARTS = new Uint8Array([0, 4, 9, 14, 19, 24, 28, 32]);

const UUID_LENGTH = 36;
const NO_DIGIT = 0x80;
const DIGITS = new Uint8Array(128).fill(NO_DIGIT);
for (let digit = 0; digit < 16; digit++) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

const DASH = 0x2d;

/** The units of the targets being packed; what stands behind `used` is of earlier ones. */
const units: number[] = [];
let used = 0;

/** Packs the targets of a file; undefined where one of them is no target, or has an unusual type or id. */
export function packTargets(list: readonly unknown[]): PackedTargets | undefined {
  used = 0;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (!isRecord(item) || !pushTarget(item['type'], item['id'])) return undefined;
  }
  return packed();
}

/** One target by itself; undefined where it cannot be packed. */
export function packTarget(type: string, id: string): PackedTargets | undefined {
  used = 0;
  return pushTarget(type, id) ? packed() : undefined;
}

export function countOf(targets: PackedTargets): number {
  return targets.length / WIDTH;
}

export function typeAt(targets: PackedTargets, n: number): string {
  return TYPES[targets.charCodeAt(n * WIDTH)]!;
}

export function idAt(targets: PackedTargets, n: number): string {
  const at = n * WIDTH + 1;
  let digits = '';
  for (let unit = 0; unit < 8; unit++)
    digits += targets
      .charCodeAt(at + unit)
      .toString(16)
      .padStart(4, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

/** A 32-bit hash of one target. */
export function hashAt(targets: PackedTargets, n: number): number {
  let hash = 0;
  const from = n * WIDTH;
  for (let at = from; at < from + WIDTH; at++)
    hash = Math.imul(hash ^ targets.charCodeAt(at), 0x9e3779b1) ^ (hash >>> 15);
  return hash ^ (hash >>> 13);
}

export function isSame(a: PackedTargets, m: number, b: PackedTargets, n: number): boolean {
  const first = m * WIDTH;
  const second = n * WIDTH;
  for (let i = WIDTH - 1; i >= 0; i--) if (a.charCodeAt(first + i) !== b.charCodeAt(second + i)) return false;
  return true;
}

/** Up to this many targets are compared each with each. */
const FEW = 8;

/** Whether a target may stand there twice; false is certain. */
export function mayRepeat(targets: PackedTargets): boolean {
  const count = countOf(targets);
  if (count > FEW) {
    const seen = new Set<number>();
    for (let n = 0; n < count; n++) seen.add(hashAt(targets, n));
    return seen.size < count;
  }
  for (let n = 1; n < count; n++)
    for (let before = 0; before < n; before++) if (isSame(targets, n, targets, before)) return true;
  return false;
}

function pushTarget(type: unknown, id: unknown): boolean {
  if (typeof type !== 'string' || typeof id !== 'string') return false;
  const known = TYPES.indexOf(type);
  if (known < 0 || id.length !== UUID_LENGTH) return false;
  units[used++] = known;
  for (let unit = 0; unit < STARTS.length; unit++) {
    const at = STARTS[unit]!;
    const a = id.charCodeAt(at);
    const b = id.charCodeAt(at + 1);
    const c = id.charCodeAt(at + 2);
    const d = id.charCodeAt(at + 3);
    if ((a | b | c | d) >= DIGITS.length) return false;
    const w = DIGITS[a]!;
    const x = DIGITS[b]!;
    const y = DIGITS[c]!;
    const z = DIGITS[d]!;
    if ((w | x | y | z) >= NO_DIGIT) return false;
    units[used++] = (w << 12) | (x << 8) | (y << 4) | z;
  }
  return (
    id.charCodeAt(8) === DASH &&
    id.charCodeAt(13) === DASH &&
    id.charCodeAt(18) === DASH &&
    id.charCodeAt(23) === DASH
  );
}

function packed(): PackedTargets {
  if (used <= MOST_UNITS) return String.fromCharCode.apply(null, units.slice(0, used));
  let text = '';
  for (let at = 0; at < used; at += MOST_UNITS)
    text += String.fromCharCode.apply(null, units.slice(at, Math.min(used, at + MOST_UNITS)));
  units.length = MOST_UNITS;
  return text;
}
