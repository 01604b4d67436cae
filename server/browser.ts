import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './connection';
import { describe } from './guard';
import { spawnWebWorker } from './masks/web-worker';

// The worker is the server: its messages are those of one client.
interface WorkerScope {
  addEventListener(
    type: 'error',
    listener: (event: { error?: unknown; message?: string; preventDefault(): void }) => void,
  ): void;
  addEventListener(
    type: 'unhandledrejection',
    listener: (event: { reason: unknown; preventDefault(): void }) => void,
  ): void;
}
const scope = globalThis as unknown as WorkerScope;
const port = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];

/** The bundle beside this one; unknown where this code was given under another address, as VS Code does. */
const here = (globalThis as { location?: { href?: string } }).location?.href ?? '';
const masks = /^(?:https?|vscode-\w+):.*\.js(?:[?#].*)?$/.test(here)
  ? new URL('masks-worker.js', here).href
  : undefined;
const canSpawn = typeof (globalThis as { Worker?: unknown }).Worker === 'function';

const log = serve(createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port)), {
  files: undefined,
  maskWorker: (scriptUri = masks) =>
    scriptUri !== undefined && canSpawn ? () => spawnWebWorker(scriptUri) : undefined,
});

scope.addEventListener('error', (event) => {
  event.preventDefault();
  log.error(`[uncaught] ${describe(event.error ?? event.message)}`);
});
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  log.error(`[uncaught] ${describe(event.reason)}`);
});
