/** Waiting for what can be observed, never for time to pass. */

/** How long a wait goes on before the test fails, in milliseconds. */
let patience = 15_000;

/** @param ms for all waits that follow; undefined: as it is */
export function setPatience(ms: number | undefined): void {
  patience = ms ?? patience;
}

/**
 * Waits until the probe answers something other than undefined, null or false, and hands that back.
 * @param what named in the failure, with the last thing seen where `seen` tells it
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | PromiseLike<T>,
  { timeout = patience, seen }: { timeout?: number; seen?: () => unknown } = {},
): Promise<NonNullable<T>> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > deadline) {
      const last = seen ? `\nLast seen: ${JSON.stringify(seen(), null, 1)}` : '';
      throw new Error(`Waited ${timeout} ms in vain for: ${what}${last}`);
    }
    await new Promise((next) => setTimeout(next, 15));
  }
}
