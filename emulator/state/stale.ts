import type { StoredPolicy } from './model';

/** How long reads show the state before a write: a number of requests, of seconds, or both. */
export interface StalePeriod {
  requests?: number;
  seconds?: number;
}

interface StaleCopy {
  /** undefined: the policy is not visible yet. */
  previous: StoredPolicy | undefined;
  requestsLeft: number;
  until: number;
}

/** Reads that lag behind writes, per policy, as in a replicated store. Writes always use the true state. */
export class StaleCopies {
  private readonly views = new Map<string, StaleCopy>();

  constructor(private readonly now: () => number) {}

  keepCopy(id: string, previous: StoredPolicy | undefined, period: StalePeriod): void {
    this.views.set(id, {
      previous: structuredClone(previous),
      requestsLeft: period.requests ?? Number.POSITIVE_INFINITY,
      until: period.seconds === undefined ? Number.POSITIVE_INFINITY : this.now() + period.seconds * 1000,
    });
  }

  clear(): void {
    this.views.clear();
  }

  /** The state one request sees. Counts as one request for every policy it sees stale. */
  read(policies: readonly StoredPolicy[], only?: string): StoredPolicy[] {
    const seen = new Map(policies.map((policy) => [policy.id, policy]));
    for (const [id, view] of this.views) {
      if (only !== undefined && id !== only) continue;
      if (view.requestsLeft <= 0 || this.now() >= view.until) {
        this.views.delete(id);
        continue;
      }
      view.requestsLeft--;
      if (view.previous) seen.set(id, view.previous);
      else seen.delete(id);
    }
    return [...seen.values()];
  }
}
