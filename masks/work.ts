/** Work in steps of a few milliseconds at most; between two of them somebody else may have a turn. */
export type Work<T> = Generator<undefined, T, undefined>;

/** Does all steps at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
