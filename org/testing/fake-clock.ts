import type { Clock } from '../transport/http/clock';

/** A clock that only sleeping moves; every sleep is noted. */
export class FakeClock implements Clock {
  readonly slept: number[] = [];
  private at = 0;

  constructor(private readonly start = Date.parse('2026-10-25T00:30:00Z')) {}

  now(): number {
    return this.at;
  }

  wall(): number {
    return this.start + this.at;
  }

  pass(ms: number): void {
    this.at += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw signal.reason;
    this.slept.push(ms);
    this.at += ms;
  }
}
