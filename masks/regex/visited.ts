/** States of a matcher that were tried, as bits. Clearing costs what was set, not what there is room for. */
export class VisitedStates {
  private readonly words: Uint32Array;
  /** Words that hold a bit, or held one. */
  private readonly touched: number[] = [];

  constructor(states: number) {
    this.words = new Uint32Array((states >> 5) + 1);
  }

  /** @returns false where the state was there already. */
  add(state: number): boolean {
    const at = state >> 5;
    const bit = 1 << (state & 31);
    const word = this.words[at]!;
    if (word & bit) return false;
    if (word === 0) this.touched.push(at);
    this.words[at] = word | bit;
    return true;
  }

  delete(state: number): void {
    this.words[state >> 5]! &= ~(1 << (state & 31));
  }

  clear(): void {
    for (const at of this.touched) this.words[at] = 0;
    this.touched.length = 0;
  }
}
