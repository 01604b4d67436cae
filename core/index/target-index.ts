import type { PolicyFacts } from './policy-facts';

/** An enabled policy on a target, with which of its targets it is. */
export interface TargetEntry {
  readonly policy: PolicyFacts;
  readonly targetIndex: number;
  readonly priority: number;
}

/**
 * Enabled policies by target, each target's policies sorted by priority (then by URI, so that every run tells
 * the same story). Look-ups and changes cost the logarithm of the policies on one target, not the size of the
 * project. Targets are known by the key that `targetKey` makes of their type and id.
 */
export class TargetIndex {
  /** Most targets have one policy: its entry stands alone. A list may have one left, after others went. */
  private readonly byKey = new Map<string, TargetEntry | TargetEntry[]>();

  /**
   * Puts a policy on a target.
   * @returns another that is on it already, if any
   */
  add(key: string, entry: TargetEntry): PolicyFacts | undefined {
    const found = this.byKey.get(key);
    if (found === undefined) {
      this.byKey.set(key, entry);
      return undefined;
    }
    if (Array.isArray(found)) return insert(found, entry);
    const entries = [found];
    this.byKey.set(key, entries);
    return insert(entries, entry);
  }

  /** Takes a policy off a target. */
  remove(key: string, policy: PolicyFacts): void {
    const found = this.byKey.get(key);
    if (Array.isArray(found)) {
      removeEntry(found, policy);
      if (found.length === 0) this.byKey.delete(key);
    } else if (found?.policy === policy) this.byKey.delete(key);
  }

  /** The policies on a target, winner first. */
  entriesOn(key: string): readonly TargetEntry[] {
    const found = this.byKey.get(key);
    if (found === undefined) return NONE;
    return Array.isArray(found) ? found : [found];
  }

  /** The lowest priority number on a target; undefined where nobody is on it. */
  lowestOn(key: string): number | undefined {
    const found = this.byKey.get(key);
    return Array.isArray(found) ? found[0]?.priority : found?.priority;
  }

  /** The policies on a target that two or more share, winner first; undefined where it is one's own. */
  shared(key: string): readonly TargetEntry[] | undefined {
    const found = this.byKey.get(key);
    return Array.isArray(found) && found.length > 1 ? found : undefined;
  }

  keys(): IterableIterator<string> {
    return this.byKey.keys();
  }
}

const NONE: readonly TargetEntry[] = [];

/** @returns the policy of another entry, if there is any */
function insert(entries: TargetEntry[], entry: TargetEntry): PolicyFacts | undefined {
  const at = lowerBound(entries, entry.priority, entry.policy.uri);
  if (entries[at]?.policy !== entry.policy) entries.splice(at, 0, entry);
  return entries.find((e) => e !== entry)?.policy;
}

function removeEntry(entries: TargetEntry[], policy: PolicyFacts): void {
  const at = lowerBound(entries, policy.priority!, policy.uri);
  if (entries[at]?.policy === policy) entries.splice(at, 1);
}

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
