import type { PolicyFacts } from './policy-facts';
import { targetKey } from './target-fact';

/** An enabled policy on a target, with which of its targets it is. */
export interface TargetEntry {
  readonly policy: PolicyFacts;
  readonly targetIndex: number;
  readonly priority: number;
}

/**
 * Enabled policies by target, each target's policies sorted by priority (then by URI, so that every run tells the same story).
 * Look-ups and changes cost the logarithm of the policies on one target, not the size of the project. Most targets have one policy:
 * it stands there without a list around it. Targets are found by type and id (as it is compared), or by the key that `targetKey` makes of both; to
 * index one, no key need be made.
 */
export class TargetIndex {
  private readonly byType = new Map<string, Ids>();

  /** @returns Another that is on the target already, if any. */
  add(type: string, id: string, entry: TargetEntry): TargetEntry | undefined {
    const ids = this.byType.get(type);
    if (ids === undefined) return this.addNew(type, id, entry);
    const known = ids.get(id);
    if (known === undefined) {
      ids.set(id, entry);
      return undefined;
    }
    if (Array.isArray(known)) {
      known.splice(lowerBound(known, entry.priority, entry.policy.uri), 0, entry);
      return known[0] === entry ? known[1] : known[0];
    }
    ids.set(id, comesBefore(entry, known) ? [entry, known] : [known, entry]);
    return known;
  }

  remove(type: string, id: string, policy: PolicyFacts, priority: number): void {
    const ids = this.byType.get(type);
    if (ids === undefined) {
      const place = placeOf(targetKey(type, id));
      if (place.type !== type) this.remove(place.type, place.id, policy, priority);
      return;
    }
    const entries = ids.get(id);
    if (entries === undefined) return;
    if (!Array.isArray(entries)) {
      if (entries.policy === policy) ids.delete(id);
      return;
    }
    for (let i = lowerBound(entries, priority, policy.uri); i < entries.length; i++) {
      if (entries[i]!.policy === policy) {
        entries.splice(i, 1);
        break;
      }
      if (entries[i]!.priority !== priority) break;
    }
    if (entries.length === 1) ids.set(id, entries[0]!);
  }

  /** The policies on a target, winner first. */
  on(key: string): readonly TargetEntry[] {
    const { type, id } = placeOf(key);
    const entries = this.byType.get(type)?.get(id);
    return entries === undefined ? NONE : Array.isArray(entries) ? entries : [entries];
  }

  /** The policies on a target that two or more share, winner first; undefined where it is one's own. */
  shared(key: string): readonly TargetEntry[] | undefined {
    const { type, id } = placeOf(key);
    const entries = this.byType.get(type)?.get(id);
    return Array.isArray(entries) ? entries : undefined;
  }

  /** The policies on a target that have this priority. */
  at(key: string, priority: number): readonly TargetEntry[] {
    const entries = this.on(key);
    const from = firstAt(entries, priority);
    if (entries[from]?.priority !== priority) return NONE;
    return entries.slice(from, firstAbove(entries, priority));
  }

  *keys(): IterableIterator<string> {
    for (const [type, ids] of this.byType) for (const id of ids.keys()) yield targetKey(type, id);
  }

  private addNew(type: string, id: string, entry: TargetEntry): TargetEntry | undefined {
    const place = placeOf(targetKey(type, id));
    // A type that is none can hold a colon: it must be found by its key all the same.
    if (place.type !== type) return this.add(place.type, place.id, entry);
    this.byType.set(type, new Map([[id, entry]]));
    return undefined;
  }
}

type Ids = Map<string, TargetEntry | TargetEntry[]>;

function placeOf(key: string): { readonly type: string; readonly id: string } {
  const colon = key.indexOf(':');
  return { type: key.slice(0, colon), id: key.slice(colon + 1) };
}

function comesBefore(a: TargetEntry, b: TargetEntry): boolean {
  return a.priority < b.priority || (a.priority === b.priority && a.policy.uri < b.policy.uri);
}

const NONE: readonly TargetEntry[] = [];

/** Index of the first entry whose priority is not below this one. */
export function firstAt(entries: readonly TargetEntry[], priority: number): number {
  return lowerBound(entries, priority, '');
}

/** Index of the first entry whose priority is above this one. */
export function firstAbove(entries: readonly TargetEntry[], priority: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if (entries[mid]!.priority <= priority) low = mid + 1;
    else high = mid;
  }
  return low;
}

function lowerBound(entries: readonly TargetEntry[], priority: number, uri: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    const e = entries[mid]!;
    if (e.priority < priority || (e.priority === priority && e.policy.uri < uri)) low = mid + 1;
    else high = mid;
  }
  return low;
}
