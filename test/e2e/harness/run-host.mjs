/**
 * Runs a suite's `*.test.ts` inside the extension host: of the headless VS Code, or through VS Code's own
 * test runner of a desktop one.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { settingsFile } from '../../../scripts/lib/vscode-server-run.mjs';
import { startBridge } from './bridge.mjs';
import { openHeadlessWindow } from './headless-window.mjs';
import { copyWorkspace, developedExtension, userSettings } from './profile.mjs';
import { format } from './results.mjs';
import { bundleHostTests, viewportOf } from './suites.mjs';
import { Workbench } from './workbench.mjs';

/**
 * @typedef {import('./results.mjs').TestResult} TestResult @typedef {import('./suites.mjs').Suite} Suite
 *   @typedef {import('./run-ui.mjs').Run} Run
 */

/** A suite that has not ended by then is given up, in milliseconds. */
const LIMIT = 300_000;

/**
 * What the tests in the extension host are told, through a file beside their module.
 * @typedef {object} Orders
 * @property {string} results the file to write the results to, absolute
 * @property {string} [bridge] the address that drives the window, where it can be driven
 * @property {number} timeout of a test, milliseconds
 * @property {number} patience of each wait, milliseconds
 * @property {string} [grep]
 * @property {readonly string[]} leaveOut titles of tests not to run
 */

/**
 * @param {Suite} suite
 * @param {Run & { desktop: string | undefined }} run `desktop`: the program of a desktop VS Code to use
 *   instead of the headless one
 * @param {readonly string[]} leaveOut titles of tests not to run
 * @returns {Promise<TestResult[]>}
 */
export async function runHostTests(suite, run, leaveOut) {
  const { bundles, grep } = run;
  const { main, orders } = await bundleHostTests(suite, bundles);
  const results = join(bundles, `${suite.name}.results.json`);
  await rm(results, { force: true });
  const { root, workspace, remove } = await copyWorkspace(suite);
  /** @param {string} [bridge] */
  const order = (bridge) => {
    /** @type {Orders} */
    const told = { results, timeout: suite.options.timeout ?? 30_000, patience: run.patience, leaveOut };
    return writeFile(orders, JSON.stringify({ ...told, ...(grep && { grep }), ...(bridge && { bridge }) }));
  };
  /** @type {unknown} */
  let failure;
  try {
    if (run.desktop) {
      await order();
      await runInDesktop(suite, run.desktop, { root, workspace }, main);
    } else await runHeadless(suite, run, workspace, main, order);
  } catch (error) {
    failure = error;
  } finally {
    await remove();
  }
  if (!existsSync(results)) {
    const reason = failure instanceof Error ? failure.message : 'no result was written';
    const title = `${suite.name}: the tests in the extension host end`;
    const crashed = { title, state: /** @type {const} */ ('failed'), ms: 0, hook: true, error: reason };
    console.log(format(crashed));
    return [crashed];
  }
  /** @type {import('./results.mjs').SuiteResult} */
  const { tests } = JSON.parse(await readFile(results, 'utf8'));
  if (run.desktop) for (const test of tests) console.log(format(test));
  return tests;
}

/**
 * @param {Suite} suite @param {string} program @param {{ root: string, workspace: string }} folders @param
 *   {string} tests
 */
async function runInDesktop(suite, program, { root, workspace }, tests) {
  const userData = join(root, 'user');
  const settings = settingsFile(userData);
  await mkdir(dirname(settings), { recursive: true });
  await writeFile(settings, JSON.stringify(userSettings(suite), null, 2));
  await runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: developedExtension(),
    extensionTestsPath: tests,
    launchArgs: [workspace, `--user-data-dir=${userData}`, `--extensions-dir=${join(root, 'ext')}`],
    extensionTestsEnv: { XDG_STATE_HOME: join(root, 'state') },
  });
}

/**
 * @param {Suite} suite
 * @param {Run} run
 * @param {string} workspace
 * @param {string} tests the module to run
 * @param {(bridge: string) => Promise<void>} order
 */
async function runHeadless(
  suite,
  { shared, screenshots, patience, verbose, signal },
  workspace,
  tests,
  order,
) {
  /** @type {Workbench | undefined} */
  let workbench;
  const bridge = await startBridge(
    () => workbench,
    (line) => console.log(line),
  );
  /** @type {() => void} */
  let end = () => {};
  const ended = new Promise((resolve) => (end = () => resolve(undefined)));
  const stop = new AbortController();
  const interrupt = () => {
    end();
    stop.abort();
  };
  signal.addEventListener('abort', interrupt, { once: true });
  /** The end of the log, for when the tests do not come to an end. @type {string[]} */
  const recent = [];
  const overdue = setTimeout(() => {
    console.error(
      `The tests have not ended after ${LIMIT / 1000} s. Their last lines:\n${recent.join('\n')}`,
    );
    interrupt();
  }, LIMIT);
  try {
    await order(bridge.url);
    const { browser, origin } = await shared.forUser('development', userSettings(suite));
    const window = await openHeadlessWindow(browser, origin, {
      folder: workspace,
      developed: [developedExtension()],
      tests,
      viewport: viewportOf(suite),
      signal: stop.signal,
      onExit: end,
      onLog(line) {
        recent.push(line);
        if (recent.length > 60) recent.shift();
        if (verbose) console.log(line);
      },
    });
    window.page.once('crash', end);
    workbench = new Workbench(window.page, { workspace, screenshots, timeout: patience });
    await ended;
    await window.close();
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearTimeout(overdue);
    stop.abort();
    await bridge.close();
  }
}
