/** Runs pieces of work that need one another, several at a time. */

/** @typedef {{ name: string, needs?: readonly string[], alone?: boolean }} Work */

/**
 * Begins each piece once what it needs has ended well, in the order given as far as that allows.
 * @template {Work} W
 * @param {readonly W[]} works what a piece needs and is not among these is taken as done
 * @param {number} slots how many run at once
 * @param {(work: W) => Promise<boolean>} perform answers whether it ended well; must not reject
 * @param {(work: W, failed: string[]) => void} leaveOut called for a piece that is not begun, with the failed
 *   ones that it needs
 */
export async function runSideBySide(works, slots, perform, leaveOut) {
  const waiting = [...works];
  /** @type {Map<W, Promise<void>>} */
  const running = new Map();
  const broken = new Set();
  const isOpen = (/** @type {string} */ name) =>
    waiting.some((work) => work.name === name) || [...running.keys()].some((work) => work.name === name);

  const begin = () => {
    for (const work of [...waiting]) {
      const needs = work.needs ?? [];
      const failed = needs.filter((name) => broken.has(name));
      if (failed.length > 0) {
        waiting.splice(waiting.indexOf(work), 1);
        broken.add(work.name);
        leaveOut(work, failed);
        return true;
      }
      if (needs.some(isOpen)) continue;
      const free = work.alone ? running.size === 0 : running.size < slots;
      if (!free || [...running.keys()].some((other) => other.alone)) continue;
      waiting.splice(waiting.indexOf(work), 1);
      const ended = perform(work).then((ok) => {
        running.delete(work);
        if (!ok) broken.add(work.name);
      });
      running.set(work, ended);
      return true;
    }
    return false;
  };

  while (waiting.length > 0 || running.size > 0) {
    while (begin());
    if (running.size > 0) await Promise.race(running.values());
    else if (waiting.length > 0)
      throw new Error(`These need one another in a circle: ${waiting.map((work) => work.name).join(', ')}.`);
  }
}
