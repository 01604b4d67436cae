import type { PolicyFacts } from './policy-facts';

/** An enabled policy on a target, with which of its targets it is. */
export interface TargetEntry {
  readonly policy: PolicyFacts;
  readonly targetIndex: number;
  readonly priority: number;
}

/**
 * Enabled policies by target, each target's policies sorted by priority (then by URI, so that every run tells the same story).
 * Look-ups and changes cost the logarithm of the policies on one target, not the size of the project. Most targets have one policy:
 * it stands there without a list around it.
 */
export class TargetIndex {
  private readonly byTarget = new Map<string, TargetEntry | TargetEntry[]>();

  add(key: string, entry: TargetEntry): void {
    const known = this.byTarget.get(key);
    if (known === undefined) this.byTarget.set(key, entry);
    else if (Array.isArray(known))
      known.splice(lowerBound(known, entry.priority, entry.policy.uri), 0, entry);
    else this.byTarget.set(key, comesBefore(entry, known) ? [entry, known] : [known, entry]);
  }

  remove(key: string, policy: PolicyFacts, priority: number): void {
    const entries = this.byTarget.get(key);
    if (entries === undefined) return;
    if (!Array.isArray(entries)) {
      if (entries.policy === policy) this.byTarget.delete(key);
      return;
    }
    for (let i = lowerBound(entries, priority, policy.uri); i < entries.length; i++) {
      if (entries[i]!.policy === policy) {
        entries.splice(i, 1);
        break;
      }
      if (entries[i]!.priority !== priority) break;
    }
    if (entries.length === 1) this.byTarget.set(key, entries[0]!);
  }

  /** The policies on a target, winner first. */
  on(key: string): readonly TargetEntry[] {
    const entries = this.byTarget.get(key);
    return entries === undefined ? NONE : Array.isArray(entries) ? entries : [entries];
  }

  /** The policies on a target that two or more share, winner first; undefined where it is one's own. */
  shared(key: string): readonly TargetEntry[] | undefined {
    const entries = this.byTarget.get(key);
    return Array.isArray(entries) ? entries : undefined;
  }

  /** The policies on a target that have this priority. */
  at(key: string, priority: number): readonly TargetEntry[] {
    const entries = this.on(key);
    const from = firstAt(entries, priority);
    if (entries[from]?.priority !== priority) return NONE;
    return entries.slice(from, firstAbove(entries, priority));
  }

  keys(): IterableIterator<string> {
    return this.byTarget.keys();
  }
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
