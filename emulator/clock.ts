/** The clock of the local org. Tests advance it instead of waiting. */
export interface VirtualClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves this clock forward; timers of the process are not affected. */
  advance(seconds: number): void;
}

export function createClock(source: () => number = Date.now): VirtualClock {
  let offset = 0;
  return {
    now: () => source() + offset,
    advance(seconds) {
      offset += seconds * 1000;
    },
  };
}

export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
