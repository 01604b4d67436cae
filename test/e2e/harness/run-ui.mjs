/** Runs a suite's `*.ui.ts` in this process: they drive the window from outside, as a user does. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Mocha from 'mocha';
import { openHeadlessWindow } from './headless-window.mjs';
import { developedExtension, installTree, makeProfile, userSettings } from './profile.mjs';
import { format } from './results.mjs';
import { bundleUiTests } from './suites.mjs';
import { openWebWindow } from './web/window.mjs';
import { WebWorkbench } from './web/workbench.mjs';
import { Workbench } from './workbench.mjs';

const require = createRequire(import.meta.url);
const slot = Symbol.for('recpolicy.e2e.window');

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {{ bundles: string, screenshots: string, grep: string | undefined, verbose: boolean, signal:
 *   AbortSignal }} run
 * @returns {Promise<import('./results.mjs').TestResult[]>}
 */
export async function runUiTests(suite, { bundles, screenshots, grep, verbose, signal }) {
  const bundle = await bundleUiTests(suite, bundles);
  const profile = await makeProfile(suite);
  try {
    const { workbench, close } = await openWorkbench(suite, profile, { screenshots, verbose, signal });
    try {
      /** @type {any} */ (globalThis)[slot] = workbench;
      return await runMocha(suite, bundle, grep, (title) =>
        workbench.screenshot(join('failed', title.replace(/[^\w-]+/g, '-').slice(0, 100))),
      );
    } finally {
      delete (/** @type {any} */ (globalThis)[slot]);
      await close();
    }
  } finally {
    await profile.remove();
  }
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {import('./profile.mjs').Profile} profile
 * @param {{ screenshots: string, verbose: boolean, signal: AbortSignal }} run
 * @returns {Promise<{ workbench: Workbench, close: () => Promise<void> }>}
 */
async function openWorkbench(suite, profile, { screenshots, verbose, signal }) {
  const [width = 1280, height = 800] = (suite.options.viewport ?? '1280x800').split('x').map(Number);
  const common = {
    folder: profile.workspace,
    viewport: { width, height },
    signal,
    ...(verbose && { onLog: (/** @type {string} */ line) => console.log(line) }),
  };
  const seen = { workspace: profile.workspace, screenshots };
  if (suite.options.host === 'browser') {
    const { search, vscode } = suite.options;
    const window = await openWebWindow({
      ...common,
      extension: developedExtension(),
      userData: join(profile.userData, 'browser'),
      settings: userSettings(suite),
      ...(search !== undefined && { search }),
      ...(vscode && { vscode }),
    });
    return { workbench: new WebWorkbench(window, seen), close: window.close };
  }
  if (suite.options.extension !== 'packaged') await installTree(profile);
  const { userData, extensions } = profile;
  const { page, context, url, close } = await openHeadlessWindow({ ...common, userData, extensions });
  return { workbench: new Workbench(page, { ...seen, context, url }), close };
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {string} bundle
 * @param {string | undefined} grep
 * @param {(title: string) => Promise<unknown>} photograph what the window shows when a test has failed
 * @returns {Promise<import('./results.mjs').TestResult[]>}
 */
async function runMocha(suite, bundle, grep, photograph) {
  /** @type {import('./results.mjs').TestResult[]} */
  const tests = [];
  const record = (/** @type {import('./results.mjs').TestResult} */ test) => {
    tests.push(test);
    console.log(format(test));
  };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: suite.options.timeout ?? 60_000,
    ...(grep && { grep }),
    reporter: /** @type {any} */ (class {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  mocha.suite.afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await photograph(this.currentTest.fullTitle()).catch(() => undefined);
  });
  // Evaluated anew for each run: a suite that is run once more registers its tests once more.
  delete require.cache[require.resolve(bundle)];
  require(bundle).load();
  const runner = await new Promise((/** @type {(runner: Mocha.Runner) => void} */ resolve) => {
    const started = mocha.run(() => resolve(started));
    started.on('pass', (test) =>
      record({ title: test.fullTitle(), state: 'passed', ms: test.duration ?? 0 }),
    );
    started.on('pending', (test) => record({ title: test.fullTitle(), state: 'skipped', ms: 0 }));
    started.on('fail', (test, error) =>
      record({
        title: test.fullTitle(),
        state: 'failed',
        ms: test.duration ?? 0,
        error: error.stack ?? String(error),
      }),
    );
  });
  runner.dispose();
  return tests;
}
