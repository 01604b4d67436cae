/**
 * Tests of the extension in a real VS Code: in the extension host (`*.test.ts`) and at the window
 * (`*.ui.ts`).
 *
 *   node test/e2e/run.mjs [SUITE…] [--grep TEXT] [--vscode headless|desktop|PROGRAM] [--json FILE]
 *     [--patience SECONDS] [--verbose]
 *
 * `desktop` takes the `code` of this machine, else downloads a VS Code. Tests at the window always use the
 * headless one. `--patience`: how long a test waits for something to happen before it fails; less than the
 * default shows what only happens in time on a fast machine.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { provideBrowser } from '../../scripts/lib/browser.mjs';
import { isAlive } from '../../scripts/lib/processes.mjs';
import { cacheRoot, inRepo, shortPath } from '../../scripts/lib/repo.mjs';
import { countE2e, judge, tell } from '../../scripts/lib/test-counts.mjs';
import { findDesktopCode } from '../../scripts/lib/vscode-desktop.mjs';
import { provideVsCodeServer } from '../../scripts/lib/vscode-server.mjs';
import { finished, format, merge } from './harness/results.mjs';
import { runHostTests } from './harness/run-host.mjs';
import { runUiTests } from './harness/run-ui.mjs';
import { SharedVsCode } from './harness/shared-vscode.mjs';
import { readSuites } from './harness/suites.mjs';

// Stacks name the lines of the tests as they are written, not as they are bundled.
process.setSourceMapsEnabled(true);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    grep: { type: 'string' },
    vscode: { type: 'string', default: process.env.RECPOLICY_E2E_VSCODE ?? 'headless' },
    json: { type: 'string' },
    patience: { type: 'string', default: '20' },
    verbose: { type: 'boolean', default: false },
  },
});

/** @returns {Promise<string | undefined>} the desktop program to use; undefined: the headless VS Code */
async function chooseDesktop() {
  if (values.vscode === 'headless') return undefined;
  if (values.vscode !== 'desktop') return values.vscode;
  return (
    findDesktopCode() ?? (await downloadAndUnzipVSCode({ cachePath: join(cacheRoot, 'vscode-desktop') }))
  );
}

/** Removes the bundles of runs that were killed before they could. */
async function sweep() {
  for (const name of await readdir(cacheRoot)) {
    const pid = Number(/^e2e-(\d+)-/.exec(name)?.[1] ?? 0);
    if (pid && !isAlive(pid)) await rm(join(cacheRoot, name), { recursive: true, force: true });
  }
}

/** @typedef {import('./harness/results.mjs').TestResult} TestResult */

/**
 * @param {readonly TestResult[]} first
 * @param {(leaveOut: readonly string[]) => Promise<TestResult[]>} work
 */
async function again(first, work) {
  try {
    return merge(first, await work(finished(first)));
  } catch (error) {
    console.log(`    The second try could not be run: ${error instanceof Error ? error.message : error}`);
    return [...first];
  }
}

async function main() {
  const suites = await readSuites(positionals);
  const desktop = await chooseDesktop();
  const browser = await provideBrowser();
  console.log(`Browser: ${browser.path} (${browser.source})`);
  console.log(`VS Code: ${desktop ?? `${(await provideVsCodeServer()).version}, headless`}`);

  // The bundles lie in the tree, so that the extension host finds mocha among the installed packages.
  await mkdir(cacheRoot, { recursive: true });
  await sweep();
  const bundles = await mkdtemp(join(cacheRoot, `e2e-${process.pid}-`));
  const screenshots = inRepo('test-results', 'screenshots');
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(130);
    console.log('\nInterrupted: closing what is open. Once more to end at once.');
    interruption.abort();
  };
  process.on('SIGINT', interrupt);
  // VS Code's runner passes on only this one signal.
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => process.emit('SIGINT'));
  const { signal } = interruption;
  const shared = new SharedVsCode(values.verbose ? { onLog: (line) => console.log(line) } : {});
  const { grep, verbose } = values;
  const patience = Number(values.patience) * 1000;
  const run = { shared, signal, bundles, screenshots, desktop, patience, grep, verbose };
  /** @type {TestResult[]} */
  const all = [];
  const attempt = async (
    /** @type {string} */ title,
    /** @type {(leaveOut: readonly string[]) => Promise<TestResult[]>} */ work,
  ) => {
    const begun = performance.now();
    if (signal.aborted) return;
    try {
      console.log(`\n  ${title}`);
      let tests = await work([]);
      const failed = tests.filter((test) => test.state === 'failed');
      if (failed.length > 0 && !signal.aborted) {
        // A second try tells what is flaky from what is broken. It counts: see `judge`.
        console.log(`    ${failed.length} failed: once more, in a fresh window`);
        tests = await again(tests, work);
      }
      all.push(...tests);
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const failed = {
        title: `${title}: could be run`,
        state: /** @type {const} */ ('failed'),
        ms: performance.now() - begun,
        error: message,
      };
      console.log(format(failed));
      all.push(failed);
    }
    console.log(`    ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  };
  try {
    for (const suite of suites) {
      if (suite.hostTests.length > 0)
        await attempt(`${suite.name} (in the extension host)`, (leaveOut) =>
          runHostTests(suite, run, leaveOut),
        );
      if (suite.uiTests.length > 0)
        await attempt(`${suite.name} (at the window)`, (leaveOut) => runUiTests(suite, run, leaveOut));
    }
  } finally {
    await shared.close();
    await rm(bundles, { recursive: true, force: true });
  }
  if (signal.aborted) return 130;
  if (values.json) await writeFile(values.json, JSON.stringify({ tests: all }));
  console.log(`\nScreenshots: ${shortPath(screenshots)}`);
  const counts = judge(countE2e({ tests: all }));
  for (const line of tell(counts)) console.log(line);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
