import { ApiError } from './errors';

/** Rate limits of an org. Infinity lifts one. */
export interface Limits {
  /** Requests in a window for each token. */
  requests: number;
  /** Requests of the audit trail in a window for the whole org. */
  auditRequests: number;
  windowSeconds: number;
}

export const platformLimits: Limits = { requests: 300, auditRequests: 50, windowSeconds: 60 };
export const noLimits: Limits = {
  requests: Number.POSITIVE_INFINITY,
  auditRequests: Number.POSITIVE_INFINITY,
  windowSeconds: 60,
};

/** Counts requests in a sliding window, which is the stricter reading of "N requests a minute". */
export class RateLimiter {
  private readonly times = new Map<string, number[]>();

  constructor(private readonly now: () => number) {}

  /**
   * Returns headers with the rest of the limit. Throws 429 when nothing is left; a refused request does not
   * count.
   */
  acquire(key: string, allowed: number, windowSeconds: number): Record<string, string> {
    if (!Number.isFinite(allowed)) return {};
    const now = this.now();
    const recent = (this.times.get(key) ?? []).filter((time) => time > now - windowSeconds * 1000);
    const secondsUntilNext = () => Math.max(1, Math.ceil((recent[0]! + windowSeconds * 1000 - now) / 1000));
    if (recent.length >= allowed) {
      this.times.set(key, recent);
      const wait = recent.length === 0 ? windowSeconds : secondsUntilNext();
      throw new ApiError(
        429,
        'too.many.requests.retry.after',
        `Rate limit exceeded: ${allowed} requests in ${windowSeconds} seconds. Retry after ${wait} seconds.`,
        [],
        {
          'Retry-After': String(wait),
          ...headers(recent.length, allowed, wait),
        },
      );
    }
    recent.push(now);
    this.times.set(key, recent);
    return headers(recent.length, allowed, secondsUntilNext());
  }

  clear(): void {
    this.times.clear();
  }
}

function headers(count: number, allowed: number, reset: number): Record<string, string> {
  return {
    'inin-ratelimit-count': String(count),
    'inin-ratelimit-allowed': String(allowed),
    'inin-ratelimit-reset': String(reset),
  };
}
