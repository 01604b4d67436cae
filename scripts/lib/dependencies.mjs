/**
 * Keeps node_modules as package-lock.json says. Uses Node's own modules only: it runs before anything is
 * installed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { npm } from './processes.mjs';
import { inRepo } from './repo.mjs';

/** The oldest Node that will do, as package.json's `engines` says. */
const oldestNode = 20;

/** Ends the process with a plain message where Node is too old. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= oldestNode) return;
  console.error(
    `This is Node ${process.versions.node}; recpolicy needs Node ${oldestNode} or newer. Install it from https://nodejs.org and run the command again.`,
  );
  process.exit(1);
}

/**
 * @param {string} file @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean
 *   }>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * Whether what is installed is what package-lock.json asks for; npm keeps its own account of it in
 * node_modules.
 */
export function isInstalled() {
  const account = inRepo('node_modules', '.package-lock.json');
  if (!existsSync(account)) return false;
  const installed = packagesOf(account);
  return Object.entries(packagesOf(inRepo('package-lock.json'))).every(([path, wanted]) => {
    const found = installed[path];
    // The root itself is not listed, and what is optional may be for another kind of machine.
    return path === '' || (found ? found.version === wanted.version : wanted.optional || wanted.devOptional);
  });
}

/**
 * Installs the dependencies where they are missing or out of date, in the versions of package-lock.json.
 * No dependency runs a script of its own while it is installed: none of them needs to.
 * @returns {Promise<boolean>} false: npm failed, and has said why
 */
export async function ensureDependencies() {
  if (isInstalled()) return true;
  console.log('Installing dependencies …');
  const { code } = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: inRepo(),
  });
  if (code !== 0)
    console.error(
      `npm failed (exit ${code}). Check that it reaches its registry, then run the command again.`,
    );
  return code === 0;
}
