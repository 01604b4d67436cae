import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OrgHandle } from '../control/handle';
import { controlPrefix, serveControl } from '../control/http';
import type { EmulatedOrg } from '../org';
import { mediaPrefix, serveMedia } from './media';
import { jsonResponse, send } from './send';
import { serve } from './serve';

export interface Listener {
  port: number;
  stop(): Promise<void>;
}

/** Listens for one org, on the loopback interface and nothing else. Port 0: any free port. */
export async function listen(org: EmulatedOrg, handle: OrgHandle, port: number): Promise<Listener> {
  const server = createServer((message, response) => {
    dispatch(org, handle, message, response).catch((error: unknown) => {
      if (!message.destroyed && !response.destroyed) {
        org.settings.complain(`The local org failed: ${(error as Error).stack}`);
      }
      response.destroy();
    });
  });
  await bind(server, port);
  const bound = (server.address() as AddressInfo).port;
  org.url = `http://127.0.0.1:${bound}`;
  return { port: bound, stop: () => close(server) };
}

async function dispatch(
  org: EmulatedOrg,
  handle: OrgHandle,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = message.url ?? '/';
  const { host, origin } = message.headers;
  if (
    !isLoopbackName(host) ||
    (origin !== undefined && !isLoopbackName(origin.replace(/^https?:\/\//, '')))
  ) {
    // A web page can point a name of its own at 127.0.0.1, or post to it; it cannot choose these headers.
    return send(
      response,
      jsonResponse(421, {}, { message: 'The local org answers to loopback names only.' }),
    );
  }
  if (path === controlPrefix || path.startsWith(`${controlPrefix}/`))
    return serveControl(handle, message, response);
  if (path.startsWith(mediaPrefix)) return serveMedia(org, message, response);
  return serve(org, message, response);
}

function isLoopbackName(host = ''): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host);
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? Object.assign(
              new Error(`Port ${port} is in use: choose another one with --port, or 0 for any free port.`),
              { code: error.code },
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
