import { idAt, isSame, type PackedTargets, packTarget, typeAt } from './packed-targets';
import type { PolicyFacts } from './policy-facts';
import type { PolicyNumbers } from './policy-numbers';
import { targetKey } from './target-fact';
import { TargetTable } from './target-table';

/** An enabled policy on a target, with which of its targets it is. */
export interface TargetEntry {
  readonly policy: PolicyFacts;
  readonly targetIndex: number;
  readonly priority: number;
}

/**
 * Enabled policies by target, each target's policies sorted by priority (then by URI, so that every run tells the same story).
 * Look-ups and changes cost the logarithm of the policies on one target, not the size of the project. Most targets have one policy and can
 * be packed: nothing but three numbers in a table is kept for them. The policies of a target are found by the key that `targetKey` makes of its type and id.
 */
export class TargetIndex {
  /** Targets that can be packed. Holders above 0 are numbers of policies, with the slot of the policy's target; below 0, minus a list's number. */
  private readonly table: TargetTable;
  private readonly lists: (List | undefined)[] = [undefined];
  private readonly freeLists: number[] = [];
  /** Those that cannot. */
  private readonly others = new Map<string, TargetEntry[]>();

  /** @param expected policies that will come, if that can be told */
  constructor(
    private readonly policies: PolicyNumbers,
    expected = 0,
  ) {
    this.table = new TargetTable(
      (holder, slot, targets, n) =>
        holder > 0
          ? isSame(policies.get(holder).packed!, slot, targets, n)
          : isSame(this.lists[-holder]!.target, 0, targets, n),
      expected * TARGETS_EACH,
    );
  }

  /**
   * Puts a policy on the n-th of its packed targets.
   * @returns another that is on it already, if any
   */
  addPacked(policy: PolicyFacts, n: number): PolicyFacts | undefined {
    const targets = policy.packed!;
    const place = this.table.findOrAdd(targets, n, policy.number, n);
    if (place < 0) return undefined;
    const holder = this.table.holder(place);
    // A policy that names one target twice is on it once.
    if (holder === policy.number) return undefined;
    if (holder < 0) return insert(this.lists[-holder]!.entries, policy.target(n));
    const other = this.policies.get(holder).target(this.table.slot(place));
    this.table.set(place, -this.newList(targets, n, other), 0);
    return this.addPacked(policy, n);
  }

  /**
   * Puts a policy on a target.
   * @param id as it is compared
   * @returns another that is on it already, if any
   */
  add(type: string, id: string, entry: TargetEntry): PolicyFacts | undefined {
    // A type that is none can hold a colon: the target is found by its key all the same.
    const key = targetKey(type, id);
    const target = packedKey(key);
    if (target === undefined) {
      const entries = this.others.get(key);
      if (entries === undefined) this.others.set(key, [entry]);
      return entries && insert(entries, entry);
    }
    const place = this.table.find(target, 0);
    if (place < 0) {
      this.table.findOrAdd(target, 0, -this.newList(target, 0, entry), 0);
      return undefined;
    }
    const holder = this.table.holder(place);
    if (holder < 0) return insert(this.lists[-holder]!.entries, entry);
    const other = this.policies.get(holder).target(this.table.slot(place));
    this.table.set(place, -this.newList(target, 0, other), 0);
    return this.add(type, id, entry);
  }

  /** Takes a policy off the n-th of its packed targets. */
  removePacked(policy: PolicyFacts, n: number): void {
    this.removeAt(this.table.find(policy.packed!, n), policy);
  }

  /** Takes a policy off a target; its id as it is compared. */
  remove(type: string, id: string, policy: PolicyFacts): void {
    const key = targetKey(type, id);
    const target = packedKey(key);
    if (target !== undefined) {
      this.removeAt(this.table.find(target, 0), policy);
      return;
    }
    const entries = this.others.get(key);
    if (entries === undefined) return;
    takeOut(entries, policy);
    if (entries.length === 0) this.others.delete(key);
  }

  /** The policies on a target, winner first. */
  on(key: string): readonly TargetEntry[] {
    const target = packedKey(key);
    if (target === undefined) return this.others.get(key) ?? NONE;
    const place = this.table.find(target, 0);
    if (place < 0) return NONE;
    const holder = this.table.holder(place);
    if (holder < 0) return this.lists[-holder]!.entries;
    return [this.policies.get(holder).target(this.table.slot(place))];
  }

  /** The policies on a target that two or more share, winner first; undefined where it is one's own. */
  shared(key: string): readonly TargetEntry[] | undefined {
    const target = packedKey(key);
    const entries = target === undefined ? this.others.get(key) : this.listOf(target, 0);
    return entries !== undefined && entries.length > 1 ? entries : undefined;
  }

  /** Whether two or more policies share the n-th of some packed targets. */
  isShared(targets: PackedTargets, n: number): boolean {
    const entries = this.listOf(targets, n);
    return entries !== undefined && entries.length > 1;
  }

  *keys(): IterableIterator<string> {
    for (const { holder, slot } of this.table.entries()) {
      const targets = holder > 0 ? this.policies.get(holder).packed! : this.lists[-holder]!.target;
      yield targetKey(typeAt(targets, slot), idAt(targets, slot));
    }
    yield* this.others.keys();
  }

  private listOf(targets: PackedTargets, n: number): readonly TargetEntry[] | undefined {
    const place = this.table.find(targets, n);
    const holder = place < 0 ? 0 : this.table.holder(place);
    return holder < 0 ? this.lists[-holder]!.entries : undefined;
  }

  private newList(targets: PackedTargets, n: number, entry: TargetEntry): number {
    const number = this.freeLists.pop() ?? this.lists.length;
    this.lists[number] = { target: packTarget(typeAt(targets, n), idAt(targets, n))!, entries: [entry] };
    return number;
  }

  private removeAt(place: number, policy: PolicyFacts): void {
    if (place < 0) return;
    const holder = this.table.holder(place);
    if (holder < 0) {
      const { entries } = this.lists[-holder]!;
      takeOut(entries, policy);
      if (entries.length > 0) return;
      this.lists[-holder] = undefined;
      this.freeLists.push(-holder);
    } else if (holder !== policy.number) return;
    this.table.remove(place);
  }
}

/** Policies on a target that more than one had, or whose policy is not packed. */
interface List {
  /** The target by itself. */
  readonly target: PackedTargets;
  readonly entries: TargetEntry[];
}

const NONE: readonly TargetEntry[] = [];

/** Targets of a policy that are reckoned with. */
const TARGETS_EACH = 5;

function packedKey(key: string): PackedTargets | undefined {
  const colon = key.indexOf(':');
  return packTarget(key.slice(0, colon), key.slice(colon + 1));
}

/** @returns the policy of another entry, if there is any */
function insert(entries: TargetEntry[], entry: TargetEntry): PolicyFacts | undefined {
  const at = lowerBound(entries, entry.priority, entry.policy.uri);
  if (entries[at]?.policy !== entry.policy) entries.splice(at, 0, entry);
  return entries.find((e) => e !== entry)?.policy;
}

function takeOut(entries: TargetEntry[], policy: PolicyFacts): void {
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
