/** What came of a suite, as the extension host writes it down and the runner reads it. */

/**
 * @typedef {object} TestResult
 * @property {string} title with the titles of the groups around it
 * @property {'passed' | 'failed' | 'skipped'} state
 * @property {number} ms how long it took, milliseconds
 * @property {string} [error] for a failed one: message and stack
 */

/** @typedef {{ tests: TestResult[] }} SuiteResult */

/** @param {TestResult} result @returns {string} one line, and the error's lines */
export function format({ title, state, ms, error }) {
  const mark = { passed: '✓', failed: '✗', skipped: '-' }[state];
  const time = state === 'skipped' ? 'skipped' : `${Math.round(ms)} ms`;
  const detail = error ? `\n${error.replace(/^/gm, '      ')}` : '';
  return `    ${mark} ${title} (${time})${detail}`;
}

/** @param {readonly TestResult[]} tests */
export function count(tests) {
  const of = (/** @type {TestResult['state']} */ state) =>
    tests.filter((test) => test.state === state).length;
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') };
}
