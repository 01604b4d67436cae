import { isRecord } from '../config/read';

/**
 * The targets of a policy in one string: for each a letter for its type and its id. Nearly all targets are of a usual type and have a UUID in
 * lower case, or what is as long and is compared as it is written. Tens of thousands of them are kept, and an object for each would cost
 * more to keep and to collect than all else that is known of its policy.
 */
export type PackedTargets = string;

/** The usual types by their letter. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['G', 'GROUP'],
  ['U', 'USER'],
  ['L', 'LOCATION'],
  ['S', 'SKILL'],
]);

const UUID_LENGTH = 36;

/** Characters of one target. */
const WIDTH = 1 + UUID_LENGTH;

/** Packs the targets of a file; undefined where one of them is no target, or has an unusual type or id. */
export function packTargets(list: readonly unknown[]): PackedTargets | undefined {
  let targets = '';
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    const target = isRecord(item) ? packTarget(item['type'], item['id']) : undefined;
    if (target === undefined) return undefined;
    targets += target;
  }
  return targets;
}

/** One target by itself; undefined where it cannot be packed. */
export function packTarget(type: unknown, id: unknown): PackedTargets | undefined {
  const letter = letterOf(type);
  if (letter === undefined || typeof id !== 'string' || id.length !== UUID_LENGTH) return undefined;
  return id === id.toLowerCase() && !id.includes('{{') ? letter + id : undefined;
}

export function countOf(targets: PackedTargets): number {
  return targets.length / WIDTH;
}

export function typeAt(targets: PackedTargets, n: number): string {
  return TYPES.get(targets[n * WIDTH]!)!;
}

export function idAt(targets: PackedTargets, n: number): string {
  return targets.slice(n * WIDTH + 1, (n + 1) * WIDTH);
}

/** Ids that are counted up differ at one end only. */
const DIGITS_AT_EACH_END = 8;

/** A 32-bit hash of one target. */
export function hashAt(targets: PackedTargets, n: number): number {
  const start = n * WIDTH;
  const end = start + WIDTH;
  let hash = targets.charCodeAt(start);
  for (let i = 1; i <= DIGITS_AT_EACH_END; i++) {
    hash = Math.imul(hash, 31) + targets.charCodeAt(start + i);
    hash = Math.imul(hash, 31) + targets.charCodeAt(end - i);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1);
  return hash ^ (hash >>> 13);
}

export function isSame(a: PackedTargets, m: number, b: PackedTargets, n: number): boolean {
  const first = m * WIDTH;
  const second = n * WIDTH;
  for (let i = 0; i < WIDTH; i++) if (a.charCodeAt(first + i) !== b.charCodeAt(second + i)) return false;
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

function letterOf(type: unknown): string | undefined {
  switch (type) {
    case 'GROUP':
      return 'G';
    case 'USER':
      return 'U';
    case 'LOCATION':
      return 'L';
    case 'SKILL':
      return 'S';
    default:
      return undefined;
  }
}
