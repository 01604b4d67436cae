export class BudgetExceeded extends Error {}

/** Counts the work of an analysis, so that its time is bounded whatever the pattern. */
export class Budget {
  constructor(
    private left: number,
    private readonly parent?: Budget,
    private readonly expired?: () => boolean,
  ) {}

  private calls = 0;

  spend(amount = 1): void {
    this.left -= amount;
    if (this.left < 0 || (this.expired && (++this.calls & 255) === 0 && this.expired()))
      throw new BudgetExceeded();
    this.parent?.spend(amount);
  }

  /** A part of what is left, for a step that has a cheaper stand-in; what it spends counts here too. */
  share(parts: number): Budget {
    return new Budget(Math.floor(this.left / parts), this);
  }
}
