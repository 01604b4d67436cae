/**
 * The window, for tests that run in the extension host: pictures, keys, clicks and what stands on the screen.
 * There only where the harness drives the window (the headless VS Code); a test that cannot do without says
 * `ui.require(this)` and is skipped elsewhere.
 */
import type { Context } from 'mocha';

/** The address that drives the window; undefined where it cannot be driven. */
let url: string | undefined;

/** Called once, before the tests. */
export function useBridge(address: string): void {
  url = address;
}

async function call<T>(method: string, ...args: unknown[]): Promise<T> {
  if (!url) throw new Error('The window cannot be driven here. Begin the test with ui.require(this).');
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ method, args }) });
  const { value, error } = (await response.json()) as { value: T; error?: string };
  if (error) throw new Error(`ui.${method}: ${error}`);
  return value;
}

export const ui = {
  /** Whether the window can be driven. */
  get available(): boolean {
    return url !== undefined;
  },
  /** Skips the running test where the window cannot be driven. */
  require(test: Context): void {
    if (!this.available) test.skip();
  },
  /**
   * Saves a picture as `test-results/screenshots/NAME.png`, of the whole window or of the first match of a
   * selector.
   */
  screenshot: (name: string, selector?: string) => call<string>('screenshot', name, selector),
  /** Presses keys, several separated by spaces; `Mod` is Control, or Command on a Mac. */
  press: (keys: string) => call<void>('press', keys),
  /** Types into whatever has the focus. */
  type: (text: string) => call<void>('type', text),
  /** Clicks the first match of a Playwright selector: CSS, or `text=Deploy`. */
  click: (selector: string, options?: { button?: 'left' | 'right'; double?: boolean }) =>
    call<void>('click', selector, options),
  /** Rests the pointer on the first match of a selector. */
  hover: (selector: string) => call<void>('hover', selector),
  /** The text of each visible match of a selector. */
  visibleText: (selector: string) => call<string[]>('visibleText', selector),
  /** Waits until a visible match of the selector holds the text; hands back that match's whole text. */
  waitForText: (selector: string, text: string) => call<string>('waitForText', selector, text),
  /** Waits until no visible match of the selector holds the text. */
  waitForNoText: (selector: string, text: string) => call<void>('waitForNoText', selector, text),
  /** Runs a command by its title through the command palette. */
  command: (title: string) => call<void>('command', title),
  /** Shows the Problems list and tells its rows as they read. */
  problems: () => call<string[]>('problems'),
  /** Shows a line to whoever watches the run. */
  report: (line: string) => call<void>('report', line),
};
