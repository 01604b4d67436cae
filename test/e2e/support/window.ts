/**
 * Everything a test needs that drives VS Code from outside (`*.ui.ts`): the window, through the eyes and
 * hands of a user.
 */
import type { WebWorkbench } from '../harness/web/workbench.mjs';
import type { Workbench } from '../harness/workbench.mjs';

export type { WebWorkbench } from '../harness/web/workbench.mjs';
export type { Workbench } from '../harness/workbench.mjs';

/** Set by the runner before the suite's tests are loaded. */
const slot = Symbol.for('recpolicy.e2e.window');

/** The window of the running suite, its folder open and the extension in it. */
export function theWindow(): Workbench {
  const window = (globalThis as Record<symbol, unknown>)[slot] as Workbench | undefined;
  if (!window) throw new Error('There is no window: *.ui.ts files are run by test/e2e/run.mjs.');
  return window;
}

/** The window of a suite whose VS Code runs in the browser alone. */
export function theWebWindow(): WebWorkbench {
  return theWindow() as WebWorkbench;
}
