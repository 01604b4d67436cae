import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver-protocol/node';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Bundles the server as it is shipped, into a folder of its own; the analysis of masks beside it where asked
 * for.
 */
export async function bundleServer(masks = false): Promise<{ readonly script: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'recpolicy-server-'));
  const script = join(folder, 'server.js');
  const shared = { bundle: true, format: 'cjs', minify: true, logLevel: 'error' } as const;
  await build({
    ...shared,
    entryPoints: [join(root, 'server/main.ts')],
    outfile: script,
    platform: 'node',
    conditions: ['node', 'browser'],
    target: 'node20',
    mainFields: ['module', 'main'],
  });
  if (masks)
    await build({
      ...shared,
      entryPoints: [join(root, 'server/masks/worker.ts')],
      outfile: join(folder, 'masks-worker.js'),
      platform: 'browser',
      target: 'es2022',
      mainFields: ['browser', 'module', 'main'],
      external: ['node:*'],
    });
  return { script, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

interface Answer {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A server process, spoken to in bytes: what a client library would never send can be sent too. */
export class StdioServer {
  readonly process: ChildProcessWithoutNullStreams;
  readonly received: Answer[] = [];
  exitCode: number | null | undefined;
  private readonly waiting = new Set<() => void>();
  private buffer = Buffer.alloc(0);
  private id = 0;
  /** Answers requests of the server, by method; others get null. */
  readonly answers = new Map<string, (params: never) => unknown>();

  constructor(script: string) {
    this.process = spawn(process.execPath, [script, '--stdio'], { stdio: 'pipe' });
    this.process.stdout.on('data', (chunk: Buffer) => this.read(chunk));
    this.process.stderr.resume();
    this.process.stdin.on('error', () => {});
    this.process.on('exit', (code) => {
      this.exitCode = code;
      this.wake();
    });
  }

  bytes(bytes: string | Buffer): void {
    this.process.stdin.write(bytes);
  }

  send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.bytes(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  /** Sends a request without waiting: its id. */
  ask(method: string, params: unknown): number {
    const id = ++this.id;
    this.send({ id, method, params });
    return id;
  }

  async answerTo(id: number): Promise<Answer> {
    await this.until(
      () => this.received.some((m) => m.id === id && m.method === undefined),
      `answer to ${id}`,
    );
    return this.received.find((m) => m.id === id && m.method === undefined)!;
  }

  async request<R>(method: string, params: unknown): Promise<R> {
    const answer = await this.answerTo(this.ask(method, params));
    if (answer.error !== undefined) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.result as R;
  }

  async initialize(params: Readonly<Record<string, unknown>>): Promise<void> {
    await this.request('initialize', { processId: process.pid, capabilities: {}, ...params });
    this.notify('initialized', {});
  }

  open(uri: string, text: string, languageId = 'recpolicy'): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  published(uri: string): PublishDiagnosticsParams | undefined {
    return this.received.findLast(
      (m) =>
        m.method === 'textDocument/publishDiagnostics' && (m.params as PublishDiagnosticsParams).uri === uri,
    )?.params as PublishDiagnosticsParams | undefined;
  }

  codes(uri: string): unknown[] {
    return (this.published(uri)?.diagnostics ?? []).map((d: Diagnostic) => d.code);
  }

  until(condition: () => boolean, what = String(condition)): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(
          new Error(
            `did not come true: ${what}; last ${JSON.stringify(this.received.slice(-3)).slice(0, 1500)}`,
          ),
        );
      }, 20_000);
      const check = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve();
      };
      this.waiting.add(check);
      check();
    });
  }

  async end(): Promise<number | null> {
    if (this.exitCode === undefined) {
      this.ask('shutdown', undefined);
      this.notify('exit', undefined);
      await this.until(() => this.exitCode !== undefined, 'exit');
    }
    return this.exitCode ?? null;
  }

  kill(): void {
    this.process.kill('SIGKILL');
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }

  private read(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) break;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.toString('latin1', 0, end))![1]);
      if (this.buffer.length < end + 4 + length) break;
      const message = JSON.parse(this.buffer.toString('utf8', end + 4, end + 4 + length)) as Answer;
      this.buffer = this.buffer.subarray(end + 4 + length);
      this.received.push(message);
      if (message.method !== undefined && message.id !== undefined && message.id !== null)
        this.send({
          id: message.id,
          result: this.answers.get(message.method)?.(message.params as never) ?? null,
        });
    }
    this.wake();
  }
}
