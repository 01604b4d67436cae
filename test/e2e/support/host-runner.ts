/** Runs one suite's tests inside the extension host and writes down what came of them. */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { format, type SuiteResult, type TestResult } from '../harness/results.mjs';
import { readableStack } from './stack';
import { ui } from './ui';

/** Results go their own way: see `record`. */
class Silent extends Mocha.reporters.Base {
  override epilogue(): void {}
}

/** Files that fail before their first test count as a failed test of this name. */
const loading = 'the test files load';

/**
 * Runs the tests that `load` defines.
 * @throws where a test failed: that is how VS Code learns of it and ends with another exit code than 0
 */
export async function runSuite(load: () => void): Promise<void> {
  const {
    RECPOLICY_E2E_RESULTS: file,
    RECPOLICY_E2E_GREP: grep,
    RECPOLICY_E2E_TIMEOUT: timeout,
  } = process.env;
  const tests: TestResult[] = [];
  const record = async (result: TestResult) => {
    tests.push(result);
    await report(result);
  };
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: Number(timeout ?? 30_000),
    ...(grep && { grep }),
    reporter: Silent,
  });
  try {
    mocha.suite.emit('pre-require', globalThis, '', mocha);
    load();
    const reports: Promise<void>[] = [];
    const runner = await new Promise<Mocha.Runner>((resolve) => {
      const started = mocha.run(() => resolve(started));
      started.on('pass', (test) =>
        reports.push(record({ title: test.fullTitle(), state: 'passed', ms: test.duration ?? 0 })),
      );
      started.on('pending', (test) =>
        reports.push(record({ title: test.fullTitle(), state: 'skipped', ms: 0 })),
      );
      started.on('fail', (test, error: Error) =>
        reports.push(
          record({
            title: test.fullTitle(),
            state: 'failed',
            ms: test.duration ?? 0,
            error: readableStack(error),
          }),
        ),
      );
    });
    await Promise.all(reports);
    runner.dispose();
  } catch (error) {
    await record({
      title: loading,
      state: 'failed',
      ms: 0,
      error: readableStack(error),
    });
  }
  const result: SuiteResult = { tests };
  if (file) writeFileSync(file, JSON.stringify(result));
  const failed = tests.filter((test) => test.state === 'failed').length;
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}

/**
 * Shows a result at once, and for a failed one what the window looked like; without a bridge the runner shows
 * the results at the end.
 */
async function report(result: TestResult): Promise<void> {
  if (!ui.available) return;
  await ui.report(format(result));
  if (result.state === 'failed')
    await ui
      .screenshot(`failed/${result.title.replace(/[^\w-]+/g, '-').slice(0, 100)}`)
      .catch(() => undefined);
}
