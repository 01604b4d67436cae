import { it } from 'mocha';

/**
 * One test that goes through several steps, each from where the one before ended: a walk that makes sense as
 * a whole only. It is one test, so that a second try goes through all of it again.
 * @returns adds a step
 */
export function steps(title: string): (name: string, work: () => Promise<void>) => void {
  const all: { name: string; work: () => Promise<void> }[] = [];
  it(title, async () => {
    for (const { name, work } of all) {
      const begun = performance.now();
      try {
        await work();
      } catch (error) {
        throw new Error(`Step "${name}": ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
      console.log(`      ${name} (${Math.round(performance.now() - begun)} ms)`);
    }
  });
  return (name, work) => void all.push({ name, work });
}
