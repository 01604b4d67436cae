/** How long background work may keep the thread, in milliseconds: short enough that no keystroke feels it. */
const SLICE_MS = 5;
/** While somebody types, background work takes breaks of this length, in milliseconds. */
const BREAK_MS = 20;

/** Knows when the client last sent something, so that background work can give way. */
export class ClientActivity {
  private last = Number.NEGATIVE_INFINITY;

  record(): void {
    this.last = performance.now();
  }

  get isRecent(): boolean {
    return performance.now() - this.last < BREAK_MS;
  }
}

/** Background work in slices: between two, whatever the client asked meanwhile is answered. */
export class TimeSlicer {
  private until = performance.now() + SLICE_MS;

  constructor(private readonly activity: ClientActivity) {}

  /** Whether the slice is used up: then `await slicer.yield()`. */
  isOver(): boolean {
    return performance.now() >= this.until;
  }

  async yield(): Promise<void> {
    await (this.activity.isRecent ? pause(BREAK_MS) : yieldToEventLoop());
    this.until = performance.now() + SLICE_MS;
  }
}

/** Lets everything that waits on the event loop run, input included. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
