import type { Clock } from './clock';

/**
 * Holds all requests to one org back while one of them was told to wait, and before the org's own rate limit
 * is reached.
 */
export class RateGate {
  private openAt = 0;

  constructor(private readonly clock: Clock) {}

  /** Nobody sends anything for so many milliseconds. */
  pause(ms: number): void {
    this.openAt = Math.max(this.openAt, this.clock.now() + ms);
  }

  /** Reads the platform's `inin-ratelimit-*` headers: the last request of a window is not spent. */
  observe(headers: Headers): void {
    const count = Number(headers.get('inin-ratelimit-count') ?? Number.NaN);
    const allowed = Number(headers.get('inin-ratelimit-allowed') ?? Number.NaN);
    const reset = Number(headers.get('inin-ratelimit-reset') ?? Number.NaN);
    if (!(allowed > 0) || !(reset > 0) || !(count >= allowed - 1)) return;
    this.pause(Math.min(reset, 60) * 1000);
  }

  async wait(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const left = this.openAt - this.clock.now();
      if (left <= 0) return;
      await this.clock.sleep(left, signal);
    }
  }
}
