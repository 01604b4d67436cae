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

/**
 * @param {readonly string[]} wanted names, or parts of names where none is that; none: all @returns
 *   {Promise<Suite[]>}
 */
export async function readSuites(wanted) {
  const entries = existsSync(suitesFolder) ? await readdir(suitesFolder, { withFileTypes: true }) : [];
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const fits = (/** @type {string} */ name) =>
    wanted.some((part) => (names.includes(part) ? name === part : name.includes(part)));
  const chosen = wanted.length === 0 ? names : names.filter(fits);
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

/** @param {Suite} suite in CSS pixels */
export function viewportOf({ options }) {
  const [width = 1280, height = 800] = (options.viewport ?? '1280x800').split('x').map(Number);
  return { width, height };
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

/**
 * @param {Suite} suite
 * @param {string} folder
 * @returns {Promise<{ main: string, orders: string }>} `main`: the module for `extensionTestsPath`; it
 *   exports `run()`, which reads `orders`
 */
export async function bundleHostTests(suite, folder) {
  const runner = inRepo('test', 'e2e', 'support', 'host-runner');
  const entry = `import { runSuite } from ${JSON.stringify(runner)}; export const run = (orders) => runSuite(() => { ${requireAll(suite.hostTests)} }, orders);`;
  await bundle(suite, entry, join(folder, `${suite.name}.host.js`));
  const main = join(folder, `${suite.name}.main.js`);
  const orders = join(folder, `${suite.name}.orders.json`);
  // Source maps count for modules that are loaded after they have been switched on.
  await writeFile(
    main,
    `process.setSourceMapsEnabled(true);
const orders = JSON.parse(require('node:fs').readFileSync(${JSON.stringify(orders)}, 'utf8'));
exports.run = () => require('./${suite.name}.host.js').run(orders);
`,
  );
  return { main, orders };
}

/** A module that exports `load()`, which defines the tests. @param {Suite} suite @param {string} folder */
export function bundleUiTests(suite, folder) {
  return bundle(
    suite,
    `export const load = () => { ${requireAll(suite.uiTests)} };`,
    join(folder, `${suite.name}.ui.js`),
  );
}
