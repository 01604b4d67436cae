import { hashAt, type PackedTargets } from './packed-targets';

/** Room for so many targets at first; a power of two, as are all sizes. */
const SMALLEST = 256;

const NOTHING = 0;

/** Tells whether what stands in the table as these two numbers is the n-th of some targets. */
export type IsTarget = (holder: number, slot: number, targets: PackedTargets, n: number) => boolean;

/**
 * A hash table of targets with linear probing. For each it keeps two numbers that mean something to its owner, who also says which target they
 * are: a holder, which is never 0, and a slot. All stands in typed arrays, so that hundreds of thousands of targets are nothing to collect.
 */
export class TargetTable {
  private hashes = new Int32Array(SMALLEST);
  private holders = new Int32Array(SMALLEST);
  private slots = new Int32Array(SMALLEST);
  private size = 0;

  constructor(private readonly isTarget: IsTarget) {}

  /** The place of the n-th of some targets, negative where it is not in. A place holds until something is added or removed. */
  find(targets: PackedTargets, n: number): number {
    const place = this.placeFor(targets, n, hashAt(targets, n));
    return this.holders[place] === NOTHING ? -1 : place;
  }

  /** The place of the n-th of some targets; where it is not in, puts it in with this holder and slot and answers -1. */
  findOrAdd(targets: PackedTargets, n: number, holder: number, slot: number): number {
    const hash = hashAt(targets, n);
    const place = this.placeFor(targets, n, hash);
    if (this.holders[place] !== NOTHING) return place;
    this.hashes[place] = hash;
    this.set(place, holder, slot);
    this.size++;
    if (this.size * 2 > this.holders.length) this.grow();
    return -1;
  }

  holder(place: number): number {
    return this.holders[place]!;
  }

  slot(place: number): number {
    return this.slots[place]!;
  }

  set(place: number, holder: number, slot: number): void {
    this.holders[place] = holder;
    this.slots[place] = slot;
  }

  remove(place: number): void {
    const mask = this.holders.length - 1;
    let hole = place;
    // What was pushed on by others moves back, so that every target is still reached from where its hash leads.
    for (let at = (hole + 1) & mask; this.holders[at] !== NOTHING; at = (at + 1) & mask) {
      if (((at - this.hashes[at]!) & mask) < ((at - hole) & mask)) continue;
      this.hashes[hole] = this.hashes[at]!;
      this.set(hole, this.holders[at]!, this.slots[at]!);
      hole = at;
    }
    this.set(hole, NOTHING, 0);
    this.size--;
  }

  /** All holders with their slots, in no order. */
  *entries(): IterableIterator<{ readonly holder: number; readonly slot: number }> {
    for (let place = 0; place < this.holders.length; place++) {
      const holder = this.holders[place]!;
      if (holder !== NOTHING) yield { holder, slot: this.slots[place]! };
    }
  }

  private placeFor(targets: PackedTargets, n: number, hash: number): number {
    const { hashes, holders, slots } = this;
    const mask = holders.length - 1;
    let place = hash & mask;
    while (
      holders[place] !== NOTHING &&
      (hashes[place] !== hash || !this.isTarget(holders[place]!, slots[place]!, targets, n))
    )
      place = (place + 1) & mask;
    return place;
  }

  private grow(): void {
    const { hashes, holders, slots } = this;
    const length = 2 * holders.length;
    this.hashes = new Int32Array(length);
    this.holders = new Int32Array(length);
    this.slots = new Int32Array(length);
    for (let from = 0; from < holders.length; from++) {
      if (holders[from] === NOTHING) continue;
      let to = hashes[from]! & (length - 1);
      while (this.holders[to] !== NOTHING) to = (to + 1) & (length - 1);
      this.hashes[to] = hashes[from]!;
      this.set(to, holders[from]!, slots[from]!);
    }
  }
}
