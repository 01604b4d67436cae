/** A folder of the disk over HTTP, for the file system provider of `support/virtual-files`. */
import { watch } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';

const prefix = '/files/';
/** How long a request for changes is kept waiting, in milliseconds. */
const patience = 20_000;

/** @param {import('node:fs').Stats} found */
const describe = (found) => ({
  folder: found.isDirectory(),
  ctime: found.ctimeMs,
  mtime: found.mtimeMs,
  size: found.size,
});

/** @param {string} root absolute path @returns {{ route: import('./serve.mjs').Route, close: () => void }} */
export function files(root) {
  /** Paths that changed, in the order of the changes. @type {string[]} */
  const changes = [];
  /** @type {Set<() => void>} */
  const waiting = new Set();
  const watcher = watch(root, { recursive: true }, (_event, name) => {
    if (name === null) return;
    changes.push(name.split(sep).join('/'));
    for (const wake of waiting) wake();
  });
  const changesSince = async (/** @type {number} */ since) => {
    if (since >= changes.length)
      await new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          resolve(undefined);
        };
        const timer = setTimeout(wake, patience);
        waiting.add(wake);
      });
    return { next: changes.length, paths: [...new Set(changes.slice(since))] };
  };

  /** @type {import('./serve.mjs').Route} */
  const route = async (request, response, url) => {
    if (!url.pathname.startsWith(prefix)) return false;
    const json = (/** @type {unknown} */ value) => response.end(JSON.stringify(value));
    if (url.searchParams.has('changes')) {
      json(await changesSince(Number(url.searchParams.get('changes'))));
      return true;
    }
    const at = (/** @type {string} */ path) => {
      const whole = normalize(join(root, decodeURIComponent(path)));
      if (whole !== root && !whole.startsWith(root + sep)) throw new Error(`Outside the folder: ${path}`);
      return whole;
    };
    const path = at(url.pathname.slice(prefix.length)).replace(/[/\\]$/, '');
    try {
      if (request.method === 'PUT') {
        await mkdir(dirname(path), { recursive: true });
        if (url.searchParams.has('folder')) await mkdir(path);
        else await writeFile(path, await buffer(request));
        json(null);
      } else if (request.method === 'DELETE') {
        await rm(path, { recursive: true });
        json(null);
      } else if (request.method === 'POST') {
        await rename(path, at(url.searchParams.get('to') ?? ''));
        json(null);
      } else if (url.searchParams.has('stat')) {
        json(describe(await stat(path)));
      } else if (url.searchParams.has('list')) {
        const entries = await readdir(path, { withFileTypes: true });
        json(entries.map((entry) => [entry.name, entry.isDirectory()]));
      } else {
        response.end(await readFile(path));
      }
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      response.writeHead(code === 'ENOENT' || code === 'ENOTDIR' ? 404 : 500).end(code);
    }
    return true;
  };
  const close = () => {
    watcher.close();
    for (const wake of waiting) wake();
  };
  return { route, close };
}
