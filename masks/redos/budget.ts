export class BudgetExceeded extends Error {}

/**
 * Counts the work of an analysis, so that it is bounded whatever the pattern. A unit is some tens of
 * nanoseconds.
 */
export class Budget {
  constructor(
    private left: number,
    private readonly parent?: Budget,
  ) {}

  /** @throws BudgetExceeded where the work is used up. */
  spend(amount = 1): void {
    this.left -= amount;
    if (this.left < 0) throw new BudgetExceeded();
    this.parent?.spend(amount);
  }

  /** A part of what is left, for a step that has a cheaper stand-in; what it spends counts here too. */
  share(parts: number): Budget {
    return new Budget(Math.floor(this.left / parts), this);
  }
}
