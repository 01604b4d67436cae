import { type FieldPath, inOrder } from '../policy/fields';
import type { PayloadFields } from '../policy/payload';
import { keyOfTarget, sameField } from '../policy/same';

/** A field that both sides changed, differently. */
export interface Clash {
  readonly path: FieldPath;
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** `merged` holds ours where there is a clash. */
export interface MergeResult {
  readonly merged: PayloadFields;
  readonly clashes: readonly Clash[];
}

/**
 * Three-way merge by field. A field that one side changed takes that side's value; both alike is no clash;
 * targets merge as a set keyed by type and id, so that additions and removals of both sides come together and
 * never clash.
 */
export function merge(base: PayloadFields, ours: PayloadFields, theirs: PayloadFields): MergeResult {
  const merged = new Map<FieldPath, unknown>();
  const clashes: Clash[] = [];
  for (const path of inOrder([...base.keys(), ...ours.keys(), ...theirs.keys()])) {
    const b = base.get(path);
    const o = ours.get(path);
    const t = theirs.get(path);
    let value: unknown;
    if (sameField(path, o, t) || sameField(path, t, b)) value = o;
    else if (sameField(path, o, b)) value = t;
    else if (path === '/targets' && Array.isArray(b) && Array.isArray(o) && Array.isArray(t))
      value = mergeTargets(b, o, t);
    else {
      clashes.push({ path, base: b, ours: o, theirs: t });
      value = o;
    }
    if (value !== undefined) merged.set(path, value);
  }
  return { merged, clashes };
}

/** Ours in our order, less what they removed, then what they added. */
function mergeTargets(
  base: readonly unknown[],
  ours: readonly unknown[],
  theirs: readonly unknown[],
): unknown[] {
  const inBase = new Set(base.map(keyOfTarget));
  const inOurs = new Set(ours.map(keyOfTarget));
  const inTheirs = new Set(theirs.map(keyOfTarget));
  const kept = ours.filter((t) => inTheirs.has(keyOfTarget(t)) || !inBase.has(keyOfTarget(t)));
  const added = theirs.filter((t) => !inOurs.has(keyOfTarget(t)) && !inBase.has(keyOfTarget(t)));
  return [...kept, ...added];
}
