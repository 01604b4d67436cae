import type { Clock } from './clock';

/** At most so many requests in any stretch of so many milliseconds. */
export class RateWindow {
  /** Monotonic milliseconds of the requests of the last window. */
  private times: number[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  async acquire(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      this.times = this.times.filter((t) => t > now - this.windowMs);
      if (this.times.length < this.limit) {
        this.times.push(now);
        return;
      }
      await this.clock.sleep(this.times[0]! + this.windowMs - now, signal);
    }
  }

  /** Wall-clock times of the requests that still count, to be kept over a restart. */
  save(): number[] {
    const shift = this.clock.wall() - this.clock.now();
    return this.times.map((t) => Math.round(t + shift));
  }

  /**
   * Counts requests of an earlier process, too; times that lie ahead (a clock that was set back) count as
   * now.
   */
  restore(wallTimes: readonly number[]): void {
    const shift = this.clock.now() - this.clock.wall();
    const now = this.clock.now();
    this.times = [...wallTimes.map((w) => Math.min(now, w + shift)), ...this.times].sort((a, b) => a - b);
  }
}
