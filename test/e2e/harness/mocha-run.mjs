/** Runs tests with Mocha, in the extension host and outside alike. */
import Mocha from 'mocha';

/**
 * @param {() => void} load defines the tests
 * @param {object} options
 * @param {number} options.timeout of a test, milliseconds
 * @param {string} [options.grep] only tests whose titles hold it
 * @param {readonly string[]} [options.leaveOut] full titles of tests that are not to run
 * @param {(result: import('./results.mjs').TestResult) => void} options.record receives each result as it
 *   comes
 * @param {(title: string) => Promise<unknown>} [options.onFailure] called while the window still shows what a
 *   failed test left
 * @param {(error: Error) => string} [options.describe] what is told of an error
 */
export async function runMocha(load, { timeout, grep, leaveOut = [], record, onFailure, describe = stack }) {
  const mocha = new Mocha({
    ui: 'bdd',
    timeout,
    ...(grep && { grep }),
    // The results go through `record` alone.
    reporter: /** @type {any} */ (class {}),
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  mocha.suite.afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await onFailure?.(this.currentTest.fullTitle()).catch(() => undefined);
  });
  load();
  remove(mocha.suite, new Set(leaveOut));
  const runner = await new Promise((/** @type {(runner: Mocha.Runner) => void} */ resolve) => {
    const started = mocha.run(() => resolve(started));
    started.on('pass', (test) =>
      record({ title: test.fullTitle(), state: 'passed', ms: test.duration ?? 0 }),
    );
    started.on('pending', (test) => record({ title: test.fullTitle(), state: 'skipped', ms: 0 }));
    started.on('fail', (/** @type {Mocha.Test | Mocha.Hook} */ test, error) =>
      record({
        title: test.fullTitle(),
        state: 'failed',
        ms: test.duration ?? 0,
        error: describe(error),
        ...(test.type === 'hook' && { hook: true }),
      }),
    );
  });
  runner.dispose();
}

/** @param {Error} error */
const stack = (error) => error.stack ?? String(error);

/** @param {Mocha.Suite} suite @param {ReadonlySet<string>} titles */
function remove(suite, titles) {
  suite.tests = suite.tests.filter((test) => !titles.has(test.fullTitle()));
  for (const inner of suite.suites) remove(inner, titles);
}
