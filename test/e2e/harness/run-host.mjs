/** Runs a suite's `*.test.ts` inside the extension host, through VS Code's own test runner. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { inRepo } from '../../../scripts/lib/repo.mjs';
import { developedExtension, makeProfile } from './profile.mjs';
import { format } from './results.mjs';
import { bundleHostTests } from './suites.mjs';

const emptyExtension = inRepo('test', 'e2e', 'support', 'empty-extension');
const headless = inRepo('test', 'e2e', 'launcher', 'headless-code.mjs');

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {{ bundles: string, screenshots: string, desktop: string | undefined, grep: string | undefined,
 *   verbose: boolean }} run `desktop`: the program of a desktop VS Code to use instead of the headless one
 * @returns {Promise<import('./results.mjs').TestResult[]>}
 */
export async function runHostTests(suite, { bundles, screenshots, desktop, grep, verbose }) {
  const tests = await bundleHostTests(suite, bundles);
  const profile = await makeProfile(suite);
  const results = join(bundles, `${suite.name}.results.json`);
  /** @type {unknown} */
  let failure;
  try {
    await runTests({
      vscodeExecutablePath: desktop ?? headless,
      // Where the extension is installed from its package, the runner still wants one to develop: an empty
      // one.
      extensionDevelopmentPath:
        suite.options.extension === 'packaged' ? emptyExtension : developedExtension(),
      extensionTestsPath: tests,
      launchArgs: [
        profile.workspace,
        `--user-data-dir=${profile.userData}`,
        `--extensions-dir=${profile.extensions}`,
      ],
      extensionTestsEnv: {
        XDG_STATE_HOME: join(profile.userData, 'state'),
        RECPOLICY_E2E_RESULTS: results,
        RECPOLICY_E2E_SCREENSHOTS: screenshots,
        RECPOLICY_E2E_VIEWPORT: suite.options.viewport,
        RECPOLICY_E2E_TIMEOUT: String(suite.options.timeout ?? 30_000),
        RECPOLICY_E2E_GREP: grep,
        RECPOLICY_E2E_VERBOSE: verbose ? '1' : undefined,
      },
    });
  } catch (error) {
    failure = error;
  } finally {
    await profile.remove();
  }
  if (!existsSync(results)) {
    const reason = failure instanceof Error ? failure.message : 'no result was written';
    const crashed = {
      title: `${suite.name}: the tests in the extension host end`,
      state: /** @type {const} */ ('failed'),
      ms: 0,
      error: reason,
    };
    console.log(format(crashed));
    return [crashed];
  }
  const done = /** @type {import('./results.mjs').SuiteResult} */ (
    JSON.parse(await readFile(results, 'utf8'))
  );
  if (desktop) for (const test of done.tests) console.log(format(test));
  return done.tests;
}
