/**
 * Lets tests in the extension host use the window: a loopback HTTP server whose address holds a random token.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** What a test may ask for, each a method of the workbench. */
const allowed = [
  'screenshot',
  'press',
  'type',
  'click',
  'hover',
  'visibleText',
  'waitForText',
  'waitForNoText',
  'command',
  'problems',
];

/** The log of the tests, line by line, goes the same way. @typedef {{ method: string, args: any[] }} Call */

/**
 * @param {() => import('./workbench.mjs').Workbench | undefined} workbench the window, once it is there
 * @param {(line: string) => void} onLine receives what the tests report while they run
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startBridge(workbench, onLine) {
  const secret = `/${randomBytes(16).toString('hex')}`;
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== secret) {
      response.writeHead(404).end();
      return;
    }
    try {
      const call = /** @type {Call} */ (JSON.parse(await text(request)));
      const value = await answer(call, workbench(), onLine);
      response.end(JSON.stringify({ value: value ?? null }));
    } catch (error) {
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}${secret}`, close };
}

/**
 * @param {Call} call @param {import('./workbench.mjs').Workbench | undefined} workbench @param {(line:
 *   string) => void} onLine
 */
async function answer({ method, args }, workbench, onLine) {
  if (method === 'report') return onLine(String(args[0]));
  if (!allowed.includes(method))
    throw new Error(`The window has no action named "${method}". It has: ${allowed.join(', ')}.`);
  if (!workbench) throw new Error('The window is not on the screen yet.');
  return /** @type {any} */ (workbench)[method](...args);
}
