/**
 * The VS Code servers and the browser of a run: each is started when it is first needed, serves all suites,
 * and is stopped at the end.
 */
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { provideVsCodeServer } from '../../../scripts/lib/vscode-server.mjs';
import {
  installExtension,
  settingsFile,
  startVsCodeServer,
} from '../../../scripts/lib/vscode-server-run.mjs';
import { launchOptions } from './headless-window.mjs';
import { installTree, newestPackage } from './profile.mjs';

/**
 * How the extension under test is in a VS Code: as the built tree, installed as it lies; from its package; or
 * under development, which is how VS Code runs tests in its extension host (it then hides notifications and
 * refuses dialogs).
 * @typedef {'tree' | 'package' | 'development'} Installed
 */

/** What the product keeps of projects on this machine goes the way of the user. @param {string} userData */
const stateHome = (userData) => join(dirname(settingsFile(userData)), 'state');

/**
 * `idle` resolves once no extension host runs: that of a window just closed may still be writing, and has
 * local orgs to stop.
 * @typedef {{ origin: string, userData: string, idle: () => Promise<void>, stop: () => Promise<void> }}
 *   Server
 */

/** An extension host that has not ended by then after its window is left to itself, in milliseconds. */
const GRACE = 15_000;

/** Follows the extension hosts of a server by its log. */
class ExtensionHosts {
  #running = new Set();
  #ended = new EventEmitter();

  /** @param {string} line */
  read(line) {
    const [, pid, event] =
      /<(\d+)> (Launched Extension Host Process|Extension Host Process exited)/.exec(line) ?? [];
    if (event?.startsWith('Launched')) this.#running.add(pid);
    else if (event && this.#running.delete(pid)) this.#ended.emit('end');
  }

  async idle() {
    const late = AbortSignal.timeout(GRACE);
    while (this.#running.size > 0 && !late.aborted)
      await once(this.#ended, 'end', { signal: late }).catch(() => undefined);
  }
}

export class SharedVsCode {
  /** @type {Promise<string> | undefined} */
  #root;
  /** @type {Map<Installed, Promise<Server>>} */
  #servers = new Map();
  /** @type {Promise<import('playwright-core').Browser> | undefined} */
  #browser;

  /** @param {{ onLog?: (line: string) => void }} options `onLog` receives the servers' logs */
  constructor({ onLog }) {
    this.onLog = onLog;
  }

  /**
   * The browser, and the server for a user with these settings and nothing else. @param {Installed} installed
   * @param {Record<string, unknown>} settings
   */
  async forUser(installed, settings) {
    const [browser, server] = await Promise.all([this.#theBrowser(), this.#server(installed)]);
    await server.idle();
    const file = settingsFile(server.userData);
    await rm(dirname(file), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(settings, null, 2));
    return { browser, origin: server.origin, stateHome: stateHome(server.userData) };
  }

  /** Stops all of it and leaves nothing behind. */
  async close() {
    const servers = await Promise.allSettled(this.#servers.values());
    await Promise.allSettled([
      this.#browser?.then((browser) => browser.close()),
      ...servers.map((server) => server.status === 'fulfilled' && server.value.stop()),
    ]);
    if (this.#root)
      await rm(await this.#root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  #theBrowser() {
    this.#browser ??= launchOptions().then((launch) => chromium.launch(launch));
    return this.#browser;
  }

  /** @param {Installed} installed @returns {Promise<Server>} */
  #server(installed) {
    const known = this.#servers.get(installed);
    if (known) return known;
    const starting = this.#start(installed);
    this.#servers.set(installed, starting);
    return starting;
  }

  /** @param {Installed} installed @returns {Promise<Server>} */
  async #start(installed) {
    this.#root ??= mkdtemp(join(tmpdir(), 'rp-')).then((path) => realpath(path));
    const place = join(await this.#root, installed);
    const folders = { userData: join(place, 'user'), extensions: join(place, 'ext') };
    await mkdir(folders.extensions, { recursive: true });
    const vscode = await provideVsCodeServer();
    if (installed === 'tree') await installTree(folders);
    if (installed === 'package') await installExtension(vscode, folders, await newestPackage());
    const hosts = new ExtensionHosts();
    const { origin, stop } = await startVsCodeServer(vscode, folders, {
      testDriver: installed === 'development',
      env: { XDG_STATE_HOME: stateHome(folders.userData) },
      onLine: (line) => {
        hosts.read(line);
        this.onLog?.(line);
      },
    });
    return { origin, userData: folders.userData, idle: () => hosts.idle(), stop };
  }
}
