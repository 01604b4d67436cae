/** Small HTTP servers on the loopback interface: static folders, and whatever routes a caller adds. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
});

/**
 * @typedef {import('node:http').IncomingMessage} Request @typedef {import('node:http').ServerResponse}
 *   Response
 */
/**
 * @typedef {(request: Request, response: Response, url: URL) => Promise<boolean> | boolean} Route answers
 *   true where the request was its own
 */

/**
 * Files below a folder, at addresses that begin with the prefix. @param {string} prefix e.g. `/build/` @param
 * {string} folder absolute @returns {Route}
 */
export function folder(prefix, folder) {
  return async (request, response, url) => {
    if (request.method !== 'GET' || !url.pathname.startsWith(prefix)) return false;
    const path = normalize(join(folder, decodeURIComponent(url.pathname.slice(prefix.length))));
    const found = path.startsWith(folder + sep) ? await stat(path).catch(() => undefined) : undefined;
    if (!found?.isFile()) return false;
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
    return true;
  };
}

/** @param {string} path @param {string} type @param {() => string | Buffer} body @returns {Route} */
export function document(path, type, body) {
  return (_request, response, url) => {
    if (url.pathname !== path) return false;
    response.writeHead(200, { 'content-type': type }).end(body());
    return true;
  };
}

/**
 * @param {readonly Route[]} routes asked in order
 * @param {(line: string) => void} [onMissing] told of each request that no route answered
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve(routes, onMissing) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    // Extension host and webviews have origins of their own.
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.setHeader('access-control-allow-methods', 'GET, PUT, POST, DELETE');
    if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    try {
      for (const route of routes) if (await route(request, response, url)) return undefined;
      onMissing?.(`${request.method} ${url.pathname}`);
      response.writeHead(404).end();
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
    return undefined;
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://localhost:${port}`, close };
}
