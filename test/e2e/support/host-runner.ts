/** Runs one suite's tests inside the extension host and writes down what came of them. */
import { writeFileSync } from 'node:fs';
import { runMocha } from '../harness/mocha-run.mjs';
import { format, type SuiteResult, type TestResult } from '../harness/results.mjs';
import type { Orders } from '../harness/run-host.mjs';
import { readableStack } from './stack';
import { ui, useBridge } from './ui';
import { setPatience } from './wait';

/** Files that fail before their first test count as a failed preparation of this name. */
const loading = 'the test files load';

/**
 * Runs the tests that `load` defines.
 * @throws where a test failed: that is how VS Code learns of it and ends with another exit code than 0
 */
export async function runSuite(load: () => void, orders: Orders): Promise<void> {
  if (orders.bridge) useBridge(orders.bridge);
  setPatience(orders.patience);
  const tests: TestResult[] = [];
  const reports: Promise<void>[] = [];
  const record = (result: TestResult) => {
    tests.push(result);
    if (ui.available) reports.push(ui.report(format(result)));
  };
  try {
    await runMocha(load, {
      timeout: orders.timeout,
      ...(orders.grep && { grep: orders.grep }),
      leaveOut: orders.leaveOut,
      record,
      onFailure: async (title) => {
        if (ui.available) await ui.screenshot(`failed/${title.replace(/[^\w-]+/g, '-').slice(0, 100)}`);
      },
      describe: readableStack,
    });
  } catch (error) {
    record({ title: loading, state: 'failed', ms: 0, hook: true, error: readableStack(error) });
  }
  await Promise.all(reports);
  const result: SuiteResult = { tests };
  writeFileSync(orders.results, JSON.stringify(result));
  const failed = tests.filter((test) => test.state === 'failed').length;
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed`);
}
