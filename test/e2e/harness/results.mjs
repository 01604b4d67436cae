/** What came of a suite, as the extension host writes it down and the runner reads it. */

/**
 * @typedef {object} TestResult
 * @property {string} title with the titles of the groups around it
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {number} ms how long it took, milliseconds
 * @property {string} [error] for a failed one: message and stack
 * @property {boolean} [hook] it is no test but the preparation of some
 * @property {boolean} [flaky] it failed at the first try, and did not at the second
 */

/** @typedef {{ tests: TestResult[] }} SuiteResult */

/** @param {TestResult} result @returns {string} one line, and the error's lines */
export function format({ title, state, ms, error }) {
  const mark = { passed: '✓', failed: '✗', skipped: '-' }[state];
  const time = state === 'skipped' ? 'skipped' : `${Math.round(ms)} ms`;
  const detail = error ? `\n${error.replace(/^/gm, '      ')}` : '';
  return `    ${mark} ${title} (${time})${detail}`;
}

/**
 * The tests that a second try leaves out: what failed, and what a failed preparation kept from running, runs
 * again. @param {readonly TestResult[]} tests
 */
export const finished = (tests) => tests.filter(({ state }) => state !== 'failed').map(({ title }) => title);

/**
 * The results of a suite out of two tries, the second without what was finished in the first.
 * @param {readonly TestResult[]} first
 * @param {readonly TestResult[]} second
 * @returns {TestResult[]} what passes only now is marked as flaky
 */
export function merge(first, second) {
  const failed = new Map(first.filter(({ state }) => state === 'failed').map((test) => [test.title, test]));
  const again = second.map((test) => {
    const flaky = failed.delete(test.title) && test.state === 'passed';
    return flaky ? { ...test, flaky } : test;
  });
  // A preparation that works now leaves no result. A test without one was never reached, and has failed.
  const left = [...failed.values()].map((test) =>
    test.hook ? { ...test, state: /** @type {const} */ ('skipped'), flaky: true } : test,
  );
  return [...first.filter(({ state }) => state !== 'failed'), ...again, ...left];
}
