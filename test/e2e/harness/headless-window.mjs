/**
 * One window of a real VS Code in a browser without a display: a server of its own, a browser of its own, and
 * nothing left of either.
 */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { provideBrowser } from '../../../scripts/lib/browser.mjs';
import { provideVsCodeServer } from '../../../scripts/lib/vscode-server.mjs';
import { startVsCodeServer } from '../../../scripts/lib/vscode-server-run.mjs';

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
 * @property {string} userData as `--user-data-dir`
 * @property {string} extensions as `--extensions-dir`
 * @property {readonly string[]} [developed] extensions under development, as `--extensionDevelopmentPath`
 * @property {string} [tests] the module to run in the extension host, as `--extensionTestsPath`
 * @property {{ width: number, height: number }} [viewport] CSS pixels
 * @property {AbortSignal} [signal] closes the window, whatever it is at
 * @property {NodeJS.ProcessEnv} [env] more variables for the extension host
 * @property {(code: number) => void} [onExit] the tests in the extension host have ended, by VS Code's own
 *   account
 * @property {(line: string) => void} [onLog] a line of the tests' or the server's log
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
  await page.goto(url);
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  return page;
}

/** @param {WindowOptions} options @returns {Promise<HeadlessWindow>} when the workbench is on the screen */
export async function openHeadlessWindow(options) {
  const vscode = await provideVsCodeServer();
  const folders = { userData: options.userData, extensions: options.extensions };
  const onLine = options.onLog;
  const [server, browser] = await startBoth(
    startVsCodeServer(vscode, folders, {
      testDriver: Boolean(options.tests ?? options.developed?.length),
      // What this machine keeps of projects goes the way of the profile.
      env: { XDG_STATE_HOME: join(options.userData, 'state'), ...options.env },
      ...(onLine && { onLine }),
    }),
    launchOptions().then((launch) => chromium.launch(launch)),
  );
  const close = async () => {
    options.signal?.removeEventListener('abort', close);
    await Promise.allSettled([browser.close(), server.stop()]);
  };
  options.signal?.addEventListener('abort', close, { once: true });
  try {
    options.signal?.throwIfAborted();
    const url = windowUrl(server.origin, options);
    const context = await browser.newContext(contextOptions(options.viewport));
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

/**
 * Waits for both; where one fails, takes the other down. @template {{ stop: () => Promise<void> }} S
 * @template {{ close: () => Promise<void> }} B @param {Promise<S>} server @param {Promise<B>} browser
 * @returns {Promise<[S, B]>}
 */
async function startBoth(server, browser) {
  const [a, b] = await Promise.allSettled([server, browser]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  if (a.status === 'fulfilled') await a.value.stop();
  if (b.status === 'fulfilled') await b.value.close();
  throw a.status === 'rejected' ? a.reason : /** @type {PromiseRejectedResult} */ (b).reason;
}
