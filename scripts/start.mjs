/**
 * Builds the extension and opens it on the samples: `npm start`. In desktop VS Code where `code` is there,
 * else in a VS Code served to the browser. Needs nothing but Node: installs the dependencies and, where there
 * is no desktop VS Code, a VS Code of its own.
 *
 *   npm start -- [FOLDER] [--browser] [--port N] [--no-open] [--once]
 *
 * --browser: the served VS Code even if a desktop one is installed
 * --no-open: print the address, open nothing
 * --once: load the page in a headless browser, report whether the extension works there, and exit
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, requireNode } from './lib/dependencies.mjs';
import { run, start, stop } from './lib/processes.mjs';
import { inRepo, shortPath } from './lib/repo.mjs';
import { findDesktopCode, hasDisplay } from './lib/vscode-desktop.mjs';
import { provideVsCodeServer } from './lib/vscode-server.mjs';
import { installExtension, settingsFile, startVsCodeServer } from './lib/vscode-server-run.mjs';

requireNode();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    'no-open': { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
  },
});

/**
 * What a newcomer's first look should not be: a welcome page, a chat, a question. Theirs to change, and kept.
 */
const firstSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
};

/** @param {string} script @param {...string} args */
async function make(script, ...args) {
  const { code } = await run(process.execPath, [inRepo('scripts', script), ...args], { cwd: inRepo() });
  if (code !== 0) throw new Error(`scripts/${script} failed (exit ${code}): see above.`);
}

/** @returns {Promise<string>} absolute path of the folder to open */
async function chooseFolder() {
  const folder = positionals[0] ? resolve(positionals[0]) : inRepo('samples', 'tour');
  if (existsSync(folder)) return folder;
  if (positionals[0]) throw new Error(`There is no folder ${positionals[0]}.`);
  return inRepo('samples');
}

/**
 * Starts the local org beside the editor where the command line has one, so that deploying can be tried.
 * @returns {Promise<(() => Promise<void>) | undefined>}
 */
async function startLocalOrg() {
  const cli = inRepo('dist', 'cli.js');
  if (values.once || !existsSync(cli)) return undefined;
  const { output } = await run(process.execPath, [cli, '--help'], { quiet: true });
  if (!/^\s*emulator\b/m.test(output)) return undefined;
  const child = start(process.execPath, [cli, 'emulator'], { stdio: ['ignore', 'inherit', 'inherit'] });
  return () => stop(child);
}

/** Resolves when the user has had enough: Ctrl-C, a closed terminal, or a polite kill. */
function untilInterrupted() {
  return new Promise((done) => {
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
      process.once(signal, () => done(undefined));
  });
}

/** @param {string} code the desktop program @param {string} folder */
async function openDesktop(code, folder) {
  console.log(`Opening ${shortPath(folder)} in ${code} …`);
  const args = ['--new-window', `--extensionDevelopmentPath=${inRepo()}`, folder];
  const stopOrg = await startLocalOrg();
  const { code: exit } = await run(code, args, { shell: process.platform === 'win32' });
  if (exit !== 0)
    throw new Error(
      `${code} ended with exit ${exit}. To use the VS Code in the browser instead: npm start -- --browser`,
    );
  if (!stopOrg) return;
  console.log('The local org runs until Ctrl-C.');
  await untilInterrupted();
  await stopOrg();
}

/** @param {string} url opened in the user's own browser */
async function openBrowser(url) {
  const opener = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
  const [program = 'xdg-open', ...args] = opener;
  const { code } = await run(program, [...args, url], { quiet: true });
  if (code !== 0)
    console.log(`No browser opened by itself (${program}: exit ${code}): open the address above.`);
}

/** @param {string} folder @param {Awaited<ReturnType<typeof provideVsCodeServer>>} vscode */
async function serve(folder, vscode) {
  const home = inRepo('.cache', 'start');
  const folders = { userData: join(home, 'user'), extensions: join(home, 'extensions') };
  const settings = settingsFile(folders.userData);
  if (!existsSync(settings)) {
    await mkdir(dirname(settings), { recursive: true });
    await writeFile(settings, `${JSON.stringify(firstSettings, null, 2)}\n`);
  }
  const vsix = (await readdir(inRepo('dist'))).find((file) => file.endsWith('.vsix'));
  if (!vsix) throw new Error('Packaging left no .vsix in dist/.');
  await installExtension(vscode, folders, inRepo('dist', vsix));

  const server = await startVsCodeServer(vscode, folders, { port: Number(values.port) });
  const url = `${server.origin}/?folder=${encodeURIComponent(folder)}`;
  let stopOrg;
  try {
    const line = '='.repeat(url.length + 4);
    console.log(`\n${line}\n  ${url}\n${line}\n`);
    if (values.once) return await lookOnce(url);
    stopOrg = await startLocalOrg();
    console.log(
      'VS Code with the extension is served at this address, to this machine only. Ctrl-C ends it.',
    );
    const interrupted = untilInterrupted();
    if (!values['no-open'] && hasDisplay()) await openBrowser(url);
    await interrupted;
    console.log('\nStopping …');
    return 0;
  } finally {
    await stopOrg?.();
    await server.stop();
  }
}

/**
 * @param {string} url @returns {Promise<number>} 0: the workbench is there and the extension has been
 *   activated
 */
async function lookOnce(url) {
  const { lookAtPage } = await import('./lib/look-at-page.mjs');
  const seen = await lookAtPage(url, inRepo('test-results', 'screenshots', 'start.png'));
  console.log(
    `Workbench shown: ${seen.workbench ? 'yes' : 'no'}; extension active: ${seen.active ? 'yes' : 'no'}`,
  );
  return seen.workbench && seen.active ? 0 : 1;
}

async function main() {
  if (!(await ensureDependencies())) return 1;
  const code = values.browser || values.once || !hasDisplay() ? undefined : findDesktopCode();
  // A newcomer waits for the first picture: VS Code is fetched while the extension is built.
  const served = code ? undefined : provideVsCodeServer();
  served?.catch(() => {});
  await make('build.mjs');
  const folder = await chooseFolder();
  if (served) {
    await make('package.mjs', '--no-build');
    return serve(folder, await served);
  }
  await openDesktop(/** @type {string} */ (code), folder);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
