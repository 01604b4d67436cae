/** The suites of test/e2e/suites: what each consists of, and its tests bundled to run. */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inRepo } from '../../../scripts/lib/repo.mjs';

/**
 * What a suite's optional `suite.json` says.
 * @typedef {object} SuiteOptions
 * @property {'development' | 'packaged'} [extension] the extension as built in this tree (default), or
 *   installed from its package
 * @property {'server' | 'browser'} [host] VS Code with a server behind it (default), or in the browser alone,
 *   on a virtual folder
 * @property {'newest' | 'oldest'} [vscode] `browser`: the version of VS Code (default: newest)
 * @property {boolean} [search] `browser`: whether the virtual folder can be searched (default: yes)
 * @property {'light' | 'dark' | 'high-contrast'} [theme] default: dark
 * @property {string} [viewport] WIDTHxHEIGHT in CSS pixels, default 1280x800
 * @property {number} [timeout] milliseconds for one test, default 30000
 * @property {string} [byName] why the suite runs only when it is named
 * @property {string} [workspace] the folder to copy and open, relative to the suite; default: its `workspace`
 */

/**
 * @typedef {object} Suite
 * @property {string} name its folder's name
 * @property {string} folder absolute path
 * @property {SuiteOptions} options
 * @property {Record<string, unknown>} settings the user's settings, out of `settings.json`
 * @property {string[]} hostTests the `*.test.ts` files: run inside the extension host
 * @property {string[]} uiTests the `*.ui.ts` files: drive the window from outside
 */

const suitesFolder = inRepo('test', 'e2e', 'suites');

/** @param {string} path @returns {Promise<any>} */
const readJson = async (path) => (existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : {});

/** @param {readonly string[]} wanted names, or parts of names; none: all @returns {Promise<Suite[]>} */
export async function readSuites(wanted) {
  const entries = existsSync(suitesFolder) ? await readdir(suitesFolder, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const chosen = names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  if (wanted.length > 0 && chosen.length === 0)
    throw new Error(`No suite is named like ${wanted.join(', ')}. There are: ${names.join(', ')}.`);
  const suites = await Promise.all(chosen.sort().map(readSuite));
  if (wanted.length > 0) return suites;
  for (const { name, options } of suites)
    if (options.byName) console.log(`Not run unless named: ${name} (${options.byName})`);
  return suites.filter(({ options }) => options.byName === undefined);
}

/** @param {string} name @returns {Promise<Suite>} */
async function readSuite(name) {
  const folder = join(suitesFolder, name);
  const files = (await readdir(folder)).sort();
  return {
    name,
    folder,
    options: await readJson(join(folder, 'suite.json')),
    settings: await readJson(join(folder, 'settings.json')),
    hostTests: files.filter((file) => file.endsWith('.test.ts')),
    uiTests: files.filter((file) => file.endsWith('.ui.ts')),
  };
}

/** @param {Suite} suite @param {string} contents the entry module @param {string} outfile */
async function bundle(suite, contents, outfile) {
  await build({
    stdin: { contents, resolveDir: suite.folder, sourcefile: `${suite.name}.entry.ts`, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'playwright-core'],
    logLevel: 'error',
  });
  return outfile;
}

/** @param {readonly string[]} files */
const requireAll = (files) => files.map((file) => `require('./${file}');`).join(' ');

/** The module for `extensionTestsPath`. It exports `run()`. @param {Suite} suite @param {string} folder */
export async function bundleHostTests(suite, folder) {
  const runner = inRepo('test', 'e2e', 'support', 'host-runner');
  const entry = `import { runSuite } from ${JSON.stringify(runner)}; export const run = () => runSuite(() => { ${requireAll(suite.hostTests)} });`;
  await bundle(suite, entry, join(folder, `${suite.name}.host.js`));
  // Source maps count for modules that are loaded after they have been switched on.
  const main = join(folder, `${suite.name}.main.js`);
  await writeFile(
    main,
    `process.setSourceMapsEnabled(true);\nexports.run = () => require('./${suite.name}.host.js').run();\n`,
  );
  return main;
}

/** A module that exports `load()`, which defines the tests. @param {Suite} suite @param {string} folder */
export function bundleUiTests(suite, folder) {
  return bundle(
    suite,
    `export const load = () => { ${requireAll(suite.uiTests)} };`,
    join(folder, `${suite.name}.ui.js`),
  );
}
