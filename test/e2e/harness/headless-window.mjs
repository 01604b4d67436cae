/** A window of a real VS Code in a browser without a display. */
import { provideBrowser } from '../../../scripts/lib/browser.mjs';

const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @typedef {object} WindowOptions
 * @property {string} folder absolute path of the folder to open
 * @property {readonly string[]} [developed] extensions under development, as `--extensionDevelopmentPath`
 * @property {string} [tests] the module to run in the extension host, as `--extensionTestsPath`
 * @property {{ width: number, height: number }} [viewport] CSS pixels
 * @property {AbortSignal} [signal] closes the window, whatever it is at
 * @property {(code: number) => void} [onExit] the tests in the extension host have ended, by VS Code's own
 *   account
 * @property {(line: string) => void} [onLog] a line of the tests' log
 */

/**
 * @typedef {object} HeadlessWindow
 * @property {import('playwright-core').Page} page
 * @property {import('playwright-core').BrowserContext} context for a second window: `context.newPage()`
 * @property {string} url the window's address; the same address in another page is a second window on the
 *   same folder
 * @property {() => Promise<void>} close
 */

/** @param {string} origin @param {WindowOptions} options */
function windowUrl(origin, { folder, developed = [], tests }) {
  const remote = (/** @type {string} */ path) => `${origin.replace('http://', 'vscode-remote://')}${path}`;
  const address = `${origin}/?folder=${encodeURIComponent(folder)}`;
  if (developed.length === 0 && !tests) return address;
  const payload = [
    ['skipWelcome', 'true'],
    ...developed.map((path) => ['extensionDevelopmentPath', remote(path)]),
  ];
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  return `${address}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** How a browser is launched without a display. */
export async function launchOptions() {
  const { path } = await provideBrowser();
  // Whoever opens the window also closes it when interrupted, and then cleans up the rest.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  return { executablePath: path, args: browserArgs, ...signals };
}

/** @param {{ width: number, height: number }} [viewport] CSS pixels */
export const contextOptions = (viewport = { width: 1280, height: 800 }) => ({ viewport, locale: 'en-US' });

/**
 * Opens an address of a VS Code; done when its workbench is on the screen.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 * @param {(page: import('playwright-core').Page) => Promise<void> | void} prepare gives the page what it
 *   needs before it is loaded
 */
export async function openPage(context, url, prepare) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
  const page = await context.newPage();
  await prepare(page);
  await page.goto(url, { timeout: 60_000 });
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  return page;
}

/**
 * Opens a window of its own in a browser and a VS Code that others use, too: nothing that one window keeps in
 * the browser is seen by another.
 * @param {import('playwright-core').Browser} browser
 * @param {string} origin of the VS Code server
 * @param {WindowOptions} options
 * @returns {Promise<HeadlessWindow>} when the workbench is on the screen
 */
export async function openHeadlessWindow(browser, origin, options) {
  options.signal?.throwIfAborted();
  const context = await browser.newContext(contextOptions(options.viewport));
  const close = async () => {
    options.signal?.removeEventListener('abort', close);
    await context.close().catch(() => undefined);
  };
  options.signal?.addEventListener('abort', close, { once: true });
  try {
    const url = windowUrl(origin, options);
    const page = await openPage(context, url, async (page) => {
      await page.exposeFunction(
        'codeAutomationLog',
        (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
          options.onLog?.(`[${type}] ${args.map(String).join(' ')}`);
        },
      );
      await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => options.onExit?.(code));
    });
    return { page, context, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
