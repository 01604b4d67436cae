/**
 * A complete VS Code without a window, out of npm packages: `code-server` carries VS Code (workbench,
 * extension host, built-in extensions), and a package of its own carries the Node it wants. No compiler, no
 * system library, no download from elsewhere.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { nodePackage, nodeProgram } from './node-programs.mjs';
import { isAlive, npm } from './processes.mjs';
import { cacheRoot, shortPath } from './repo.mjs';

/**
 * Version of the npm package `code-server`; VS Code's own version is its middle number one up (4.139.1 holds
 * 1.139.1).
 */
export const codeServerVersion = '4.139.1';
const nodeMajor = 24;

/**
 * @typedef {object} VsCodeServer
 * @property {string} node absolute path of the Node program that runs it
 * @property {string} home VS Code's folder, the working directory to start `out/server-main.js` in
 * @property {string} version VS Code's version
 */

/** @param {string} folder an installation @returns {VsCodeServer} */
function describe(folder) {
  return {
    node: nodeProgram(folder),
    home: join(folder, 'node_modules', 'code-server', 'lib', 'vscode'),
    version: codeServerVersion.replace(/^4\./, '1.'),
  };
}

/**
 * Removes what an interrupted installation left, unless the process that made it still lives. @param {string}
 * cache
 */
async function sweep(cache) {
  for (const name of await readdir(cache)) {
    const pid = Number(/\.partial-(\d+)$/.exec(name)?.[1] ?? 0);
    if (pid && !isAlive(pid)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} what @param {readonly string[]} args @param {string} cwd @param {NodeJS.ProcessEnv} [env]
 */
async function npmInstall(what, args, cwd, env = process.env) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await npm(['install', ...flags, ...args], { cwd, env, quiet: true });
  if (code === 0) return;
  throw new Error(
    `npm could not install ${what} (exit ${code}). Without it there is no VS Code to run the extension in.\n` +
      `Check that npm reaches its registry, then run the command again: it goes on where it stopped.\n${output.trim().slice(-2000)}`,
  );
}

/**
 * The VS Code server of this repository, installed at the first call (about 40 seconds, 500 MB) and found
 * again at the next. It is made in a folder of its own and renamed when complete, so an interruption leaves
 * nothing half-made in place. The cache folder is `.cache/vscode`, or what `RECPOLICY_VSCODE_CACHE` names.
 * @param {(line: string) => void} [say] receives one line when something has to be installed
 * @returns {Promise<VsCodeServer>}
 */
export async function provideVsCodeServer(say = console.log) {
  const cache = process.env.RECPOLICY_VSCODE_CACHE ?? join(cacheRoot, 'vscode');
  const place = join(cache, `code-server-${codeServerVersion}-${process.platform}-${process.arch}`);
  if (existsSync(join(place, 'complete'))) return describe(place);

  say(
    `Installing VS Code ${codeServerVersion.replace(/^4\./, '1.')} from npm into ${shortPath(cache)} (once, under a minute) …`,
  );
  await mkdir(cache, { recursive: true });
  await sweep(cache);
  const partial = `${place}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
  await npmInstall(
    'VS Code',
    ['--no-save', `code-server@${codeServerVersion}`, `${nodePackage()}@${nodeMajor}`],
    partial,
  );

  const { node, home } = describe(partial);
  // VS Code's own dependencies are chosen for the Node that will run them, so that Node goes first on PATH.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  await npmInstall("VS Code's libraries", ['--omit=dev'], home, env);
  await writeFile(join(partial, 'complete'), `${codeServerVersion}\n`);
  await rm(place, { recursive: true, force: true });
  try {
    await rename(partial, place);
  } catch (error) {
    // Another process finished the same installation first: use that one.
    if (!existsSync(join(place, 'complete'))) throw error;
    await rm(partial, { recursive: true, force: true });
  }
  return describe(place);
}
