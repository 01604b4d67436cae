/** How many tests passed and failed, out of each runner's own results, and what that makes of a run. */

/**
 * `flaky` names the tests that failed and passed when they were tried again; each is among the passed.
 * `skipped` is 0 where a runner does not say.
 * @typedef {{ passed: number, failed: number, skipped: number, flaky: readonly string[] }} Counts
 */

/** A run with more flaky tests than this has failed: one may be the machine's fault, more are the tests'. */
export const MAX_FLAKY = 1;

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {{ status: string, assertionResults: { status: string, fullName?: string, failureMessages?:
 *   readonly string[] }[] }[]} testResults
 */

/**
 * Vitest's JSON report. A file that fails before its tests (an import that throws) has no failed test: the
 * file counts as one. A test that passed at a second try keeps the message of its failure.
 * @param {VitestReport} report
 * @returns {Counts}
 */
export function countVitest({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const flaky = testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status === 'passed' && (test.failureMessages?.length ?? 0) > 0)
    .map((test) => test.fullName ?? '(a test without a name)');
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length,
    skipped: numPendingTests,
    flaky,
  };
}

/**
 * @param {{ tests: readonly { title: string, state: string, flaky?: boolean }[] }} report of test/e2e/run.mjs
 *   @returns {Counts}
 */
export function countE2e({ tests }) {
  const of = (/** @type {string} */ state) => tests.filter((test) => test.state === state).length;
  const flaky = tests.filter((test) => test.flaky).map((test) => test.title);
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped'), flaky };
}

/** @param {readonly Counts[]} all @returns {Counts} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0, flaky: /** @type {string[]} */ ([]) };
  for (const { passed, failed, skipped, flaky } of all) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    total.flaky.push(...flaky);
  }
  return total;
}

/**
 * Fails a run with too many flaky tests.
 * @param {Counts} counts
 * @param {number} [most] how many may be flaky
 * @returns {Counts}
 */
export function judge(counts, most = MAX_FLAKY) {
  if (counts.flaky.length <= most) return counts;
  return { ...counts, failed: counts.failed + 1 };
}

/**
 * What a run says at its end; the last line is always `N passed, N failed`.
 * @param {Counts} counts
 * @param {number} [most] how many may be flaky
 * @returns {string[]}
 */
export function tell({ passed, failed, skipped, flaky }, most = MAX_FLAKY) {
  const lines = flaky.map((title) => `flaky: ${title}`);
  if (flaky.length > 0) {
    const found =
      flaky.length === 1
        ? '1 test passed only at a second try.'
        : `${flaky.length} tests passed only at a second try.`;
    lines.push(
      flaky.length > most
        ? `${found} More than ${most} is a failure: mend what they wait for.`
        : `${found} Mend what it waits for.`,
    );
  }
  if (skipped > 0) lines.push(`${skipped} skipped`);
  lines.push(`${passed} passed, ${failed} failed`);
  return lines;
}
