import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol/node';
import { policy } from '../../server/testing/policies';

const ROOT = 'vscode-vfs://github/acme/policies';
let script: vm.Script;

beforeAll(async () => {
  const entry = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    mainFields: ['module', 'main'],
    conditions: ['node', 'browser'],
    banner: { js: "var module = typeof module === 'undefined' ? { exports: {} } : module;" },
    write: false,
    logLevel: 'error',
  });
  script = new vm.Script(result.outputFiles[0]!.text);
});

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** A worker's global scope with nothing of Node in it, and the page at its other end. */
async function startWorker(files: ReadonlyMap<string, string>) {
  const published: PublishDiagnosticsParams[] = [];
  const waiting: { done: () => boolean; resolve: () => void }[] = [];
  let onInitialized = () => {};
  const scope: Record<string, unknown> & { onmessage?: (event: { data: unknown }) => void } = {
    postMessage: (message: Message) => setTimeout(() => receive(message), 0),
    addEventListener: () => {},
    setTimeout,
    clearTimeout,
    performance,
    TextEncoder,
    TextDecoder,
    console,
  };
  const send = (message: object) => scope.onmessage!({ data: { jsonrpc: '2.0', ...message } });
  const answers: Record<string, (params: { uri: string }) => unknown> = {
    'recpolicy/listFiles': () => [...files.keys()],
    'recpolicy/readFile': ({ uri }) => (files.has(uri) ? { text: files.get(uri) } : null),
  };
  function receive(message: Message): void {
    if (message.method === 'textDocument/publishDiagnostics')
      published.push(message.params as PublishDiagnosticsParams);
    else if (message.method !== undefined && message.id !== undefined)
      send({ id: message.id, result: answers[message.method]?.(message.params as { uri: string }) ?? null });
    else if (message.id === 1) onInitialized();
    for (const w of waiting) if (w.done()) w.resolve();
  }
  scope['self'] = scope;
  vm.createContext(scope);
  script.runInContext(scope);
  // A worker's messages wait until its script and what that set off at once are through.
  while (scope.onmessage === undefined) await new Promise((next) => setImmediate(next));
  const initialized = new Promise<void>((resolve) => {
    onInitialized = resolve;
  });
  send({
    id: 1,
    method: 'initialize',
    params: {
      processId: null,
      capabilities: {},
      workspaceFolders: [{ uri: ROOT, name: 'policies' }],
      rootUri: ROOT,
    },
  });
  const until = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.push({ done, resolve });
      if (done()) resolve();
    });
  return { send, published, initialized, until };
}

it('the worker serves a browser: no Node in it, files through the page', async () => {
  const a = `${ROOT}/a.recpolicy.json`;
  const b = `${ROOT}/b.recpolicy.json`;
  const worker = await startWorker(new Map([[a, policy({ name: 'Desk_One_Recording' })]]));
  await worker.initialized;
  worker.send({ method: 'initialized', params: {} });
  worker.send({
    method: 'textDocument/didOpen',
    params: {
      textDocument: {
        uri: b,
        languageId: 'recpolicy',
        version: 1,
        text: policy({ name: 'Desk_Two_Recording' }),
      },
    },
  });
  const collides = (uri: string) =>
    worker.published
      .findLast((p) => p.uri === uri)
      ?.diagnostics.some((d) => d.code === 'priority-collision') === true;
  await worker.until(() => collides(a) && collides(b));
  expect(worker.published.find((p) => p.uri === b)?.version).toBe(1);
});
