/** Starts the VS Code server on the loopback interface, and installs extensions into it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run, start, stop } from './processes.mjs';
import { inRepo } from './repo.mjs';

/** @typedef {import('./vscode-server.mjs').VsCodeServer} VsCodeServer */
/**
 * @typedef {{ userData: string, extensions: string }} VsCodeFolders what `--user-data-dir` and
 *   `--extensions-dir` name: absolute paths
 */

/** The file of the user's settings, as on a desktop. @param {string} userData */
export const settingsFile = (userData) => join(userData, 'User', 'settings.json');

/** @param {VsCodeFolders} folders */
function folderArgs({ userData, extensions }) {
  return [
    '--server-data-dir',
    join(userData, 'server'),
    '--user-data-dir',
    userData,
    '--extensions-dir',
    extensions,
  ];
}

/** The server must not believe it runs inside the terminal of another VS Code. */
function cleanEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_|^NODE_OPTIONS$/.test(name)),
  );
}

/**
 * Installs a packaged extension.
 * @param {VsCodeServer} vscode
 * @param {VsCodeFolders} folders
 * @param {string} vsix absolute path of the package
 */
export async function installExtension(vscode, folders, vsix) {
  const args = [
    'out/server-main.js',
    '--accept-server-license-terms',
    '--install-extension',
    vsix,
    '--force',
    ...folderArgs(folders),
  ];
  const { code, output } = await run(vscode.node, args, { cwd: vscode.home, env: cleanEnv(), quiet: true });
  if (code !== 0 || !/successfully installed/.test(output)) {
    throw new Error(`VS Code refused the package ${vsix} (exit ${code}):\n${output.trim()}`);
  }
}

/**
 * Starts the server on 127.0.0.1, at a free port unless one is given, and waits until it answers.
 * @param {VsCodeServer} vscode
 * @param {VsCodeFolders} folders
 * @param {{ port?: number, testDriver?: boolean, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }}
 *   [options] `testDriver`: let a page's address name an extension under development and tests to run in the
 *   extension host; `env`: more variables for the extension host; `onLine` receives the server's log
 * @returns {Promise<{ port: number, origin: string, stop: () => Promise<void> }>}
 */
export async function startVsCodeServer(
  vscode,
  folders,
  { port = 0, testDriver = false, env = {}, onLine } = {},
) {
  await mkdir(folders.userData, { recursive: true });
  await mkdir(folders.extensions, { recursive: true });
  const args = [
    '--require',
    inRepo('scripts', 'lib', 'die-with-parent.cjs'),
    'out/server-main.js',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--without-connection-token',
  ];
  args.push('--accept-server-license-terms', '--telemetry-level', 'off', ...folderArgs(folders));
  if (testDriver) args.push('--enable-smoke-test-driver');
  const child = start(vscode.node, args, {
    cwd: vscode.home,
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  let log = '';
  const bound = await new Promise((resolve, reject) => {
    const read = (/** @type {Buffer} */ chunk) => {
      const text = String(chunk);
      for (const line of text.split('\n')) if (line.trim()) onLine?.(line);
      log = (log + text).slice(-20_000);
      const found = /Extension host agent listening on (\d+)/.exec(log);
      if (found) resolve(Number(found[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(new Error(`The VS Code server ended at its start (exit ${code}):\n${log.trim()}`)),
    );
  });
  return { port: bound, origin: `http://localhost:${bound}`, stop: () => stop(child) };
}
