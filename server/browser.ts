import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { serve } from './connection';
import { describe } from './guard';

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
const log = serve(createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port)), {
  files: undefined,
});

scope.addEventListener('error', (event) => {
  event.preventDefault();
  log.error(`[uncaught] ${describe(event.error ?? event.message)}`);
});
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  log.error(`[uncaught] ${describe(event.reason)}`);
});
