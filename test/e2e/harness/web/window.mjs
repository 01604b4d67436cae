/**
 * A window of a VS Code that runs in the browser alone, on a virtual folder: what a reviewer has on
 * vscode.dev.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';
import { inRepo } from '../../../../scripts/lib/repo.mjs';
import { contextOptions, launchOptions, openPage } from '../headless-window.mjs';
import { provideWebBuild } from './builds.mjs';
import { files } from './files.mjs';
import { page } from './page.mjs';
import { document, folder, serve } from './serve.mjs';

const filesExtension = inRepo('test', 'e2e', 'support', 'virtual-files');

/**
 * @typedef {object} WebWindowOptions
 * @property {string} folder absolute path of the folder that stands behind the virtual one
 * @property {string} extension absolute path of the extension under test
 * @property {string} userData absolute path of a folder for the browser's profile
 * @property {Record<string, unknown>} settings the user's
 * @property {'newest' | 'oldest'} [vscode] default: newest
 * @property {boolean} [search] whether the virtual folder can be searched: default yes
 * @property {{ width: number, height: number }} [viewport]
 * @property {AbortSignal} [signal]
 * @property {(line: string) => void} [onLog]
 */

/**
 * @typedef {import('../headless-window.mjs').HeadlessWindow & { console: string[], missing: string[] }}
 *   WebWindow `console`: warnings and errors; `missing`: requests of the extension that found no file
 */

/**
 * Webviews have origins of their own, and some browsers keep service workers from frames of another origin.
 * @param {string} userData
 */
async function allowWebviews(userData) {
  const profile = join(userData, 'Default');
  await mkdir(profile, { recursive: true });
  const preferences = { profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } };
  await writeFile(join(profile, 'Preferences'), JSON.stringify(preferences));
}

/** @param {WebWindowOptions} options @returns {Promise<WebWindow>} when the workbench is on the screen */
export async function openWebWindow({
  folder: root,
  extension,
  userData,
  settings,
  vscode = 'newest',
  search = true,
  ...options
}) {
  const build = await provideWebBuild(vscode);
  const shared = files(root);
  /** @type {string[]} */
  const missing = [];
  const closers = [async () => shared.close()];
  const close = async () => {
    options.signal?.removeEventListener('abort', close);
    await Promise.allSettled(closers.map((end) => end()));
  };
  options.signal?.addEventListener('abort', close, { once: true });
  try {
    // Each extension comes from an origin of its own, as from a gallery's content network.
    const product = await serve([folder('/extension/', extension)], (what) => missing.push(what));
    closers.push(product.close);
    const virtual = await serve([shared.route, folder('/extension/', filesExtension)]);
    closers.push(virtual.close);
    let html = '';
    const workbench = await serve([
      document('/', 'text/html; charset=utf-8', () => html),
      // The key that secrets are sealed with: a window lives no longer than this server.
      document('/mint-key', 'application/octet-stream', () => Buffer.alloc(32, 7)),
      ...Object.entries(build.changed).map(([path, text]) =>
        document(`/build/${path}`, 'text/javascript; charset=utf-8', () => text),
      ),
      folder('/build/', build.home),
    ]);
    closers.push(workbench.close);
    const url = `${workbench.origin}/`;
    html = page(build, {
      origin: workbench.origin,
      folderUri: `virtual://acme/${basename(root)}`,
      extensions: [`${product.origin}/extension`, `${virtual.origin}/extension`],
      settings,
      proposals: search
        ? { 'recpolicy-e2e.virtual-files': ['fileSearchProvider', 'textSearchProvider'] }
        : {},
    });
    await allowWebviews(userData);
    const context = await chromium.launchPersistentContext(userData, {
      ...(await launchOptions()),
      ...contextOptions(options.viewport),
    });
    closers.unshift(() => context.close());
    options.signal?.throwIfAborted();
    /** @type {string[]} */
    const messages = [];
    const window = await openPage(context, url, (page) => {
      page.on('console', (message) => {
        options.onLog?.(`[${message.type()}] ${message.text()}`);
        if (['error', 'warning'].includes(message.type()))
          messages.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      });
      page.on('pageerror', (error) => messages.push(`error: ${error.stack ?? error.message}`));
    });
    return { page: window, context, url, close, console: messages, missing };
  } catch (error) {
    await close();
    throw error;
  }
}
