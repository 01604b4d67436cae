#!/usr/bin/env node
/**
 * Stands in for VS Code's own program where there is neither a display nor a download: takes the arguments
 * with which a desktop VS Code is told to run tests in its extension host, runs them in a real VS Code in a
 * headless browser, and exits with the tests' code.
 *
 *   headless-code.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=MODULE [--user-data-dir=DIR] [--extensions-dir=DIR] FOLDER
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startBridge } from '../harness/bridge.mjs';
import { openHeadlessWindow } from '../harness/headless-window.mjs';
import { Workbench } from '../harness/workbench.mjs';

/** @param {readonly string[]} argv */
function parse(argv) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  /** @type {string[]} */
  const folders = [];
  for (const argument of argv) {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (!name) folders.push(argument);
    else options.set(name, [...(options.get(name) ?? []), value ?? '']);
  }
  const path = (/** @type {string} */ name) =>
    (options.get(name) ?? []).filter(Boolean).map((value) => resolve(value));
  return {
    folder: folders[0] && resolve(folders[0]),
    developed: path('extensionDevelopmentPath'),
    tests: path('extensionTestsPath')[0],
    userData: path('user-data-dir')[0],
    extensions: path('extensions-dir')[0],
  };
}

async function main() {
  const { folder, developed, tests, userData, extensions } = parse(process.argv.slice(2));
  if (!tests || !folder) {
    console.error('Say which tests to run and in which folder: --extensionTestsPath=MODULE FOLDER');
    return 2;
  }
  const own = await realpath(await mkdtemp(join(tmpdir(), 'headless-code-')));
  const [width = 1280, height = 800] = (process.env.RECPOLICY_E2E_VIEWPORT ?? '1280x800')
    .split('x')
    .map(Number);
  const verbose = Boolean(process.env.RECPOLICY_E2E_VERBOSE);

  const limit = Number(process.env.RECPOLICY_E2E_LIMIT ?? 300) * 1000;
  /** The end of VS Code's log, for when it does not come to an end. @type {string[]} */
  const recent = [];

  /** @type {Workbench | undefined} */
  let workbench;
  /** @type {import('../harness/headless-window.mjs').HeadlessWindow | undefined} */
  let window;
  const bridge = await startBridge(
    () => workbench,
    (line) => console.log(line),
  );
  /** @type {(code: number) => void} */
  let end = () => {};
  const ended = new Promise((/** @type {(code: number) => void} */ settle) => (end = settle));
  const interruption = new AbortController();
  const interrupt = () => {
    end(130);
    interruption.abort();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, interrupt);
  const overdue = setTimeout(() => {
    console.error(
      `The tests have not ended after ${limit / 1000} s. The last lines of VS Code's log:\n${recent.join('\n')}`,
    );
    interrupt();
  }, limit);
  // Whoever started this may have been killed outright: then nobody waits for the result, and nothing may
  // stay behind.
  const parent = process.ppid;
  const orphaned = setInterval(() => process.ppid !== parent && interrupt(), 1000);
  try {
    window = await openHeadlessWindow({
      folder,
      developed,
      tests,
      userData: userData ?? join(own, 'user-data'),
      extensions: extensions ?? join(own, 'extensions'),
      viewport: { width, height },
      env: { RECPOLICY_E2E_BRIDGE: bridge.url },
      signal: interruption.signal,
      onExit: end,
      onLog: (line) => {
        recent.push(line);
        if (recent.length > 60) recent.shift();
        if (verbose) console.log(line);
      },
    });
    const screenshots = process.env.RECPOLICY_E2E_SCREENSHOTS ?? join(own, 'screenshots');
    workbench = new Workbench(window.page, { workspace: folder, screenshots });
    window.page.once('crash', () => end(3));
    return await ended;
  } finally {
    clearInterval(orphaned);
    clearTimeout(overdue);
    await window?.close();
    await bridge.close();
    await rm(own, { recursive: true, force: true, maxRetries: 5 });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
