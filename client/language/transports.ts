import * as vscode from 'vscode';
import type { MessageTransports } from 'vscode-languageclient';
import { BrowserMessageReader, BrowserMessageWriter } from 'vscode-languageserver-protocol/browser';
import type { RunningServer, ServerPort } from './running-server';

interface ServerWorker extends ServerPort {
  addEventListener(type: 'message' | 'error', listener: (event: unknown) => void): void;
  terminate(): void;
}
/** The Web Worker constructor, which only a browser has. */
declare const Worker: new (script: string, options: { name: string }) => ServerWorker;
type ChildPort = ConstructorParameters<typeof BrowserMessageReader>[0];

/** Tells the client that the server is gone, so that it is started anew. */
class PortReader extends BrowserMessageReader {
  closed(): void {
    this.fireClose();
  }
}

/** Connects reader and writer to a running server. */
export function transportsOf(server: RunningServer): MessageTransports {
  const port = server.port as unknown as ChildPort;
  const reader = new PortReader(port);
  server.onExit(() => reader.closed());
  return { reader, writer: new BrowserMessageWriter(port) };
}

/** Starts the server: a process of its own on the desktop, a Web Worker in the browser. */
export async function startServer(
  context: vscode.ExtensionContext,
  log: (line: string) => void,
): Promise<RunningServer> {
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
  if (typeof process === 'undefined' || process.versions?.node === undefined) {
    log('The language server runs in a Web Worker.');
    return startWorker(vscode.Uri.joinPath(dist, 'server.js').toString(true));
  }
  const { launchServer } = await import('../node/launch-server');
  return launchServer(vscode.Uri.joinPath(dist, 'server.js').fsPath, log);
}

function startWorker(script: string): RunningServer {
  const worker = new Worker(script, { name: 'recpolicy' });
  const onExit: (() => void)[] = [];
  let alive = false;
  worker.addEventListener('message', () => {
    alive = true;
  });
  // A script that cannot be loaded says no more than this. Later errors are the server's to tell.
  worker.addEventListener('error', () => {
    if (!alive) for (const listener of onExit) listener();
  });
  const stop = () => {
    worker.terminate();
    // A worker says nothing at its end.
    for (const listener of onExit) listener();
  };
  return { port: worker, stop, onExit: (listener) => onExit.push(listener) };
}
