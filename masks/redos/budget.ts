export class BudgetExceeded extends Error {}

/** Units of work between two looks at the time. */
const UNITS_PER_LOOK = 200;

/**
 * Counts the work of an analysis, so that its time is bounded whatever the pattern. A unit is some tens of
 * nanoseconds.
 */
export class Budget {
  private lookAt: number;

  constructor(
    private left: number,
    private readonly parent?: Budget,
    private readonly expired?: () => boolean,
  ) {
    this.lookAt = left;
  }

  /** @throws BudgetExceeded where the work is used up, or the time. */
  spend(amount = 1): void {
    this.left -= amount;
    if (this.left < this.lookAt) this.look();
    this.parent?.spend(amount);
  }

  /** A part of what is left, for a step that has a cheaper stand-in; what it spends counts here too. */
  share(parts: number): Budget {
    return new Budget(Math.floor(this.left / parts), this);
  }

  private look(): void {
    if (this.left < 0 || this.expired?.()) throw new BudgetExceeded();
    this.lookAt = this.expired === undefined ? 0 : Math.max(0, this.left - UNITS_PER_LOOK);
  }
}
