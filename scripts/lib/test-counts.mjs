/** How many tests passed and failed, out of each runner's own results. */

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Vitest's JSON report. A file that fails before its tests (an import that throws) has no failed test: the
 * file counts as one.
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults:
 *   { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countVitest({ numPassedTests, numFailedTests, testResults }) {
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length };
}

/** @param {{ tests: { state: string }[] }} report of test/e2e/run.mjs @returns {Counts} */
export function countE2e({ tests }) {
  const of = (/** @type {string} */ state) => tests.filter((test) => test.state === state).length;
  return { passed: of('passed'), failed: of('failed') };
}
