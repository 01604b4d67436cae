/** How long background work may keep the thread, in milliseconds: short enough that no keystroke feels it. */
const SLICE_MS = 5;
/** While somebody types, background work takes breaks of this length, in milliseconds. */
const BREAK_MS = 20;

/** Knows when the client last asked for something, so that background work stands back. */
export class Activity {
  private last = Number.NEGATIVE_INFINITY;

  note(): void {
    this.last = performance.now();
  }

  get recent(): boolean {
    return performance.now() - this.last < BREAK_MS;
  }
}

/** Background work in slices: between two, whatever the client asked meanwhile is answered. */
export class Slices {
  private until = performance.now() + SLICE_MS;

  constructor(private readonly activity: Activity) {}

  /** Whether it is time to let others in: then `await slices.next()`. */
  over(): boolean {
    return performance.now() >= this.until;
  }

  async next(): Promise<void> {
    await (this.activity.recent ? pause(BREAK_MS) : turn());
    this.until = performance.now() + SLICE_MS;
  }
}

/** Lets everything that waits on the event loop run, input included. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
