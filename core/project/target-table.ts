import { hashAt, type PackedTargets } from './packed-targets';

/** Room for so many targets at least; a power of two, as are all sizes. */
const SMALLEST = 256;
/** Room for more is made when it is needed, whatever was expected. */
const MOST_AT_FIRST = 2 ** 20;

/** Of each target its hash, a holder and a slot, side by side as they are needed together. */
const WIDTH = 4;
const HOLDER = 1;
const SLOT = 2;

const NOTHING = 0;

/** Tells whether what stands in the table as these two numbers is the n-th of some targets. */
export type IsTarget = (holder: number, slot: number, targets: PackedTargets, n: number) => boolean;

/**
 * A hash table of targets with linear probing. For each it keeps two numbers that mean something to its owner, who also says which target they
 * are: a holder, which is never 0, and a slot. All stands in one typed array, so that hundreds of thousands of targets are nothing to collect.
 */
export class TargetTable {
  private cells: Int32Array;
  /** Leaves of any number a place: all places are multiples of the width, below the length. */
  private mask: number;
  private size = 0;

  /** @param expected targets that will come, if that can be told: memory nobody wrote to takes no room */
  constructor(
    private readonly isTarget: IsTarget,
    expected = 0,
  ) {
    let places = SMALLEST;
    while (places < 2 * expected && places < MOST_AT_FIRST) places *= 2;
    this.cells = new Int32Array(places * WIDTH);
    this.mask = (places - 1) * WIDTH;
  }

  /** The place of the n-th of some targets, negative where it is not in. A place holds until something is added or removed. */
  find(targets: PackedTargets, n: number): number {
    const place = this.placeFor(targets, n, hashAt(targets, n));
    return this.cells[place + HOLDER] === NOTHING ? -1 : place;
  }

  /** The place of the n-th of some targets; where it is not in, puts it in with this holder and slot and answers -1. */
  findOrAdd(targets: PackedTargets, n: number, holder: number, slot: number): number {
    const hash = hashAt(targets, n);
    const place = this.placeFor(targets, n, hash);
    if (this.cells[place + HOLDER] !== NOTHING) return place;
    this.cells[place] = hash;
    this.set(place, holder, slot);
    this.size++;
    if (this.size * 2 * WIDTH > this.cells.length) this.grow();
    return -1;
  }

  holder(place: number): number {
    return this.cells[place + HOLDER]!;
  }

  slot(place: number): number {
    return this.cells[place + SLOT]!;
  }

  set(place: number, holder: number, slot: number): void {
    this.cells[place + HOLDER] = holder;
    this.cells[place + SLOT] = slot;
  }

  remove(place: number): void {
    const { cells, mask } = this;
    let hole = place;
    // What was pushed on by others moves back, so that every target is still reached from where its hash leads.
    for (let at = this.after(hole); cells[at + HOLDER] !== NOTHING; at = this.after(at)) {
      const home = homeOf(cells[at]!, mask);
      if (((at - home) & mask) < ((at - hole) & mask)) continue;
      cells.copyWithin(hole, at, at + WIDTH);
      hole = at;
    }
    this.set(hole, NOTHING, 0);
    this.size--;
  }

  /** All holders with their slots, in no order. */
  *entries(): IterableIterator<{ readonly holder: number; readonly slot: number }> {
    for (let place = 0; place < this.cells.length; place += WIDTH) {
      const holder = this.holder(place);
      if (holder !== NOTHING) yield { holder, slot: this.slot(place) };
    }
  }

  private placeFor(targets: PackedTargets, n: number, hash: number): number {
    const { cells } = this;
    let place = homeOf(hash, this.mask);
    while (
      cells[place + HOLDER] !== NOTHING &&
      (cells[place] !== hash || !this.isTarget(cells[place + HOLDER]!, cells[place + SLOT]!, targets, n))
    )
      place = this.after(place);
    return place;
  }

  private after(place: number): number {
    return (place + WIDTH) & this.mask;
  }

  private grow(): void {
    const before = this.cells;
    this.cells = new Int32Array(2 * before.length);
    this.mask = this.cells.length - WIDTH;
    for (let from = 0; from < before.length; from += WIDTH) {
      if (before[from + HOLDER] === NOTHING) continue;
      let to = homeOf(before[from]!, this.mask);
      while (this.cells[to + HOLDER] !== NOTHING) to = this.after(to);
      this.cells[to] = before[from]!;
      this.set(to, before[from + HOLDER]!, before[from + SLOT]!);
    }
  }
}

/** Where a hash leads. */
function homeOf(hash: number, mask: number): number {
  return (hash * WIDTH) & mask;
}
