/** Finds a browser of the Chromium family on this machine, or installs one. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findProgram } from './find-program.mjs';
import { run } from './processes.mjs';
import { cacheRoot } from './repo.mjs';

/**
 * @typedef {object} Browser
 * @property {string} path absolute path of the program
 * @property {string} source how it came to be here, for the user to read
 */

/** @param {string} path below "Program Files" in its three places @returns {string[]} */
function windowsPaths(path) {
  const { ProgramFiles, LOCALAPPDATA } = process.env;
  return [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, path));
}

/** A browser that is already here; `CHROME_PATH` goes first. @returns {Browser | undefined} */
export function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    const path = findProgram([named]);
    if (!path)
      throw new Error(
        `CHROME_PATH names ${named}, which is not a program that can be run. Correct it, or unset it to have a browser found.`,
      );
    return { path, source: 'named by CHROME_PATH' };
  }
  const path = findProgram([
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
    ...(process.platform === 'darwin'
      ? [
          '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
          '/Applications/Chromium.app/Contents/MacOS/Chromium',
          '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
        ]
      : []),
    ...(process.platform === 'win32'
      ? [
          ...windowsPaths('Google/Chrome/Application/chrome.exe'),
          ...windowsPaths('Microsoft/Edge/Application/msedge.exe'),
        ]
      : []),
  ]);
  return path ? { path, source: 'found on this machine' } : undefined;
}

/** @param {(line: string) => void} say @returns {Promise<Browser | undefined>} */
async function installDebianPackage(say) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !findProgram(['apt-get'])) return undefined;
  say("No Chrome, Chromium or Edge here: installing Debian's package chromium …");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-q'], { env, quiet: true });
  const install = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
    env,
    quiet: true,
  });
  const browser = findBrowser();
  if (browser) return { ...browser, source: "installed as Debian's package chromium" };
  say(
    `apt-get did not manage (update: exit ${update.code}, install: exit ${install.code}):\n${install.output.trim().slice(-1000)}`,
  );
  return undefined;
}

/** @param {(line: string) => void} say @returns {Promise<Browser | undefined>} */
async function installPlaywrightBrowser(say) {
  process.env.PLAYWRIGHT_BROWSERS_PATH ??= join(cacheRoot, 'browsers');
  const require = createRequire(import.meta.url);
  const { chromium } = await import('playwright-core');
  if (!existsSync(chromium.executablePath())) {
    say("No Chrome, Chromium or Edge here: fetching Playwright's Chromium …");
    const cli = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js');
    const { code, output } = await run(process.execPath, [cli, 'install', 'chromium'], { quiet: true });
    if (code !== 0)
      say(`Playwright's download did not succeed (exit ${code}):\n${output.trim().slice(-1000)}`);
  }
  const path = chromium.executablePath();
  return existsSync(path) ? { path, source: "Playwright's download" } : undefined;
}

/**
 * A browser to run VS Code's workbench in: one that is here, else Debian's package (as root), else
 * Playwright's download.
 * @param {(line: string) => void} [say] receives progress
 * @returns {Promise<Browser>}
 */
export async function provideBrowser(say = console.log) {
  const browser = findBrowser() ?? (await installDebianPackage(say)) ?? (await installPlaywrightBrowser(say));
  if (browser) return browser;
  throw new Error(
    'No browser: the tests in a real VS Code need Chrome, Chromium or Edge, and none could be installed here. ' +
      'Install one, or set CHROME_PATH to its program.',
  );
}
