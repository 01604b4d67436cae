/** A window of a VS Code that runs in the browser alone, on a virtual folder: what a reviewer has on vscode.dev. */
import { basename } from 'node:path';
import { inRepo } from '../../../../scripts/lib/repo.mjs';
import { launchBrowser, openPage } from '../headless-window.mjs';
import { provideWebBuild } from './builds.mjs';
import { files } from './files.mjs';
import { page } from './page.mjs';
import { document, folder, serve } from './serve.mjs';

const filesExtension = inRepo('test', 'e2e', 'support', 'virtual-files');

/**
 * @typedef {object} WebWindowOptions
 * @property {string} folder absolute path of the folder that stands behind the virtual one
 * @property {string} extension absolute path of the extension under test
 * @property {Record<string, unknown>} settings the user's
 * @property {'newest' | 'oldest'} [vscode] default: newest
 * @property {boolean} [search] whether the virtual folder can be searched: default yes
 * @property {{ width: number, height: number }} [viewport]
 * @property {AbortSignal} [signal]
 * @property {(line: string) => void} [onLog]
 */

/** @typedef {import('../headless-window.mjs').HeadlessWindow & { console: string[], missing: string[] }} WebWindow `console`: warnings and errors; `missing`: requests of the extension that found no file */

/** @param {WebWindowOptions} options @returns {Promise<WebWindow>} when the workbench is on the screen */
export async function openWebWindow({
  folder: root,
  extension,
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
    const browser = await launchBrowser();
    closers.unshift(() => browser.close());
    options.signal?.throwIfAborted();
    /** @type {string[]} */
    const messages = [];
    const { page: window, context } = await openPage(browser, url, {
      ...options,
      prepare: (page) => {
        page.on('console', (message) => {
          options.onLog?.(`[${message.type()}] ${message.text()}`);
          if (['error', 'warning'].includes(message.type()))
            messages.push(`${message.type()}: ${message.text()} (${message.location().url})`);
        });
        page.on('pageerror', (error) => messages.push(`error: ${error.stack ?? error.message}`));
      },
    });
    return { page: window, context, url, close, console: messages, missing };
  } catch (error) {
    await close();
    throw error;
  }
}
