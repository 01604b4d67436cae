/** How often and how long a request is repeated. */
export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Milliseconds from the first attempt after which no further one is begun. */
  readonly budgetMs: number;
  /** Upper bound of the first wait, doubled each time. */
  readonly baseMs: number;
  /** Upper bound of any wait that the org did not ask for. */
  readonly capMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 7, budgetMs: 120_000, baseMs: 500, capMs: 15_000 };

/**
 * Exponential back-off with full jitter: between nothing and the bound, so that parallel clients spread out.
 */
export function backoffMs(policy: RetryPolicy, failures: number, random: () => number): number {
  const bound = Math.min(policy.capMs, policy.baseMs * 2 ** Math.max(0, failures - 1));
  return Math.round(random() * bound);
}
