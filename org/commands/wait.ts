import type { OrgSession } from './session';

/** How long to look, and how often. */
export interface WaitOptions {
  /** Milliseconds from the first look to the last; 0 looks once. */
  readonly limitMs: number;
  /** Milliseconds between the n-th look (from 0) and the next one. */
  readonly pauseMs: (n: number) => number;
}

/**
 * Looks until `read` finds something; undefined when the time is up. `read` is told the milliseconds that
 * have passed. The last look is made when the time is up, not before.
 */
export async function waitFor<T>(
  { clock, signal }: Pick<OrgSession, 'clock' | 'signal'>,
  waiting: WaitOptions,
  read: (spentMs: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const started = clock.now();
  for (let n = 0; ; n++) {
    const found = await read(clock.now() - started);
    if (found !== undefined) return found;
    const left = waiting.limitMs - (clock.now() - started);
    if (left <= 0) return undefined;
    await clock.sleep(Math.min(waiting.pauseMs(n), left), signal);
  }
}

/**
 * Pauses that double from one second up to 15, in milliseconds: for work that an org does in the background.
 */
export function growingPause(n: number): number {
  return Math.min(15_000, 1000 * 2 ** n);
}
