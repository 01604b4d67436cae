/** Runs a function so many milliseconds later at the earliest; returns how to call it off. */
export type Schedule = (run: () => void, milliseconds: number) => () => void;

interface Timers {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** Timers of Node or of a browser. None keeps a process alive that has nothing else to do for so long. */
export const timers: Schedule = (run, milliseconds) => {
  const { setTimeout, clearTimeout } = globalThis as unknown as Timers;
  const timer = setTimeout(run, milliseconds);
  if (milliseconds >= 10_000) (timer as { unref?: () => void }).unref?.();
  return () => clearTimeout(timer);
};
