/** Runs a suite's `*.ui.ts` in this process: they drive the window from outside, as a user does. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Mocha from 'mocha';
import { openHeadlessWindow } from './headless-window.mjs';
import { installTree, makeProfile } from './profile.mjs';
import { format } from './results.mjs';
import { bundleUiTests } from './suites.mjs';
import { Workbench } from './workbench.mjs';

const require = createRequire(import.meta.url);
const slot = Symbol.for('recpolicy.e2e.window');

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {{ bundles: string, screenshots: string, grep: string | undefined, verbose: boolean, signal: AbortSignal }} run
 * @returns {Promise<import('./results.mjs').TestResult[]>}
 */
export async function runUiTests(suite, { bundles, screenshots, grep, verbose, signal }) {
  const bundle = await bundleUiTests(suite, bundles);
  const profile = await makeProfile(suite);
  const [width = 1280, height = 800] = (suite.options.viewport ?? '1280x800').split('x').map(Number);
  try {
    if (suite.options.extension !== 'packaged') await installTree(profile);
    const window = await openHeadlessWindow({
      folder: profile.workspace,
      userData: profile.userData,
      extensions: profile.extensions,
      viewport: { width, height },
      signal,
      ...(verbose && { onLog: (line) => console.log(line) }),
    });
    try {
      const { page, context, url } = window;
      const workbench = new Workbench(page, { workspace: profile.workspace, screenshots, context, url });
      /** @type {any} */ (globalThis)[slot] = workbench;
      return await runMocha(suite, bundle, grep, (title) =>
        workbench.screenshot(join('failed', title.replace(/[^\w-]+/g, '-').slice(0, 100))),
      );
    } finally {
      delete (/** @type {any} */ (globalThis)[slot]);
      await window.close();
    }
  } finally {
    await profile.remove();
  }
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
