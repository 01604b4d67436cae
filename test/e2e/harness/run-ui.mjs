/** Runs a suite's `*.ui.ts` in this process: they drive the window from outside, as a user does. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openHeadlessWindow } from './headless-window.mjs';
import { runMocha } from './mocha-run.mjs';
import { copyWorkspace, developedExtension, userSettings } from './profile.mjs';
import { format } from './results.mjs';
import { bundleUiTests, viewportOf } from './suites.mjs';
import { openWebWindow } from './web/window.mjs';
import { WebWorkbench } from './web/workbench.mjs';
import { Workbench } from './workbench.mjs';

const require = createRequire(import.meta.url);
const slot = Symbol.for('recpolicy.e2e.window');

/** @typedef {import('./results.mjs').TestResult} TestResult @typedef {import('./suites.mjs').Suite} Suite */

/**
 * @typedef {object} Run what all suites of a run share
 * @property {import('./shared-vscode.mjs').SharedVsCode} shared
 * @property {string} bundles absolute path of the folder for bundled tests
 * @property {string} screenshots absolute path
 * @property {number} patience of each wait at the window, in milliseconds
 * @property {string | undefined} grep
 * @property {boolean} verbose
 * @property {AbortSignal} signal
 */

/**
 * @param {Suite} suite @param {Run} run @param {readonly string[]} leaveOut titles of tests not to run
 *   @returns {Promise<TestResult[]>}
 */
export async function runUiTests(suite, run, leaveOut) {
  const bundle = await bundleUiTests(suite, run.bundles);
  const { root, workspace, remove } = await copyWorkspace(suite);
  try {
    const { workbench, close } = await openWorkbench(suite, { root, workspace }, run);
    try {
      /** @type {any} */ (globalThis)[slot] = workbench;
      // Evaluated anew for each run: a suite that is run once more registers its tests once more.
      delete require.cache[require.resolve(bundle)];
      /** @type {TestResult[]} */
      const tests = [];
      await runMocha(() => require(bundle).load(), {
        timeout: suite.options.timeout ?? 60_000,
        ...(run.grep && { grep: run.grep }),
        leaveOut,
        record(test) {
          tests.push(test);
          console.log(format(test));
        },
        onFailure: (title) =>
          workbench.screenshot(join('failed', title.replace(/[^\w-]+/g, '-').slice(0, 100))),
      });
      return tests;
    } finally {
      delete (/** @type {any} */ (globalThis)[slot]);
      await close();
    }
  } finally {
    await remove();
  }
}

/**
 * @param {Suite} suite
 * @param {{ root: string, workspace: string }} folders
 * @param {Run} run
 * @returns {Promise<{ workbench: Workbench, close: () => Promise<void> }>}
 */
async function openWorkbench(suite, { root, workspace }, { shared, screenshots, patience, verbose, signal }) {
  const common = {
    folder: workspace,
    viewport: viewportOf(suite),
    signal,
    ...(verbose && { onLog: (/** @type {string} */ line) => console.log(line) }),
  };
  const seen = { workspace, screenshots, timeout: patience };
  const settings = userSettings(suite);
  if (suite.options.host === 'browser') {
    const { search, vscode } = suite.options;
    const window = await openWebWindow({
      ...common,
      extension: developedExtension(),
      userData: join(root, 'browser'),
      settings,
      ...(search !== undefined && { search }),
      ...(vscode && { vscode }),
    });
    return { workbench: new WebWorkbench(window, seen), close: window.close };
  }
  const installed = suite.options.extension === 'packaged' ? 'package' : 'tree';
  const { browser, origin, stateHome } = await shared.forUser(installed, settings);
  const { page, context, url, close } = await openHeadlessWindow(browser, origin, common);
  return { workbench: new Workbench(page, { ...seen, context, url, stateHome }), close };
}
