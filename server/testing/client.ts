import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  createConnection,
  type Diagnostic,
  type InitializeResult,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createProtocolConnection, type ProtocolConnection } from 'vscode-languageserver-protocol/node';
import { serve } from '../connection';
import type { FileAccess, Platform } from '../platform';

export const FOLDER = 'file:///project';

export interface ClientSetup {
  readonly files?: FileAccess;
  /** What the platform has beside files. */
  readonly platform?: Omit<Platform, 'files'>;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Other members of `initialize`, in place of the one workspace folder. */
  readonly initialize?: Readonly<Record<string, unknown>>;
  /** Registers what the client answers, before anything is sent. */
  readonly prepare?: (connection: ProtocolConnection) => void;
}

/** A language client in the same process, over streams in memory. */
export class TestClient {
  /** All that was published, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly logged: string[] = [];
  private readonly waiting = new Set<() => void>();

  result!: InitializeResult;

  private constructor(readonly connection: ProtocolConnection) {}

  private wake(): void {
    for (const check of this.waiting) check();
  }

  static async start(setup: ClientSetup = {}): Promise<TestClient> {
    const up = new PassThrough();
    const down = new PassThrough();
    serve(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), {
      files: setup.files,
      ...setup.platform,
    });
    const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
    const client = new TestClient(connection);
    connection.onNotification('textDocument/publishDiagnostics', (p: PublishDiagnosticsParams) => {
      client.published.push(p);
      client.wake();
    });
    connection.onNotification('window/logMessage', (p: { message: string }) => {
      client.logged.push(p.message);
      client.wake();
    });
    setup.prepare?.(connection);
    connection.listen();
    client.result = await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: [{ uri: FOLDER, name: 'project' }],
      capabilities: setup.capabilities ?? {},
      initializationOptions: setup.initializationOptions,
      ...setup.initialize,
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, text: string, languageId = 'recpolicy', version = 1): Promise<void> {
    await this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version, text } });
  }

  async change(uri: string, text: string, version: number): Promise<void> {
    await this.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest(method, params);
  }

  /** What stands at the client for a file: the last that was published. */
  diagnosticsOf(uri: string): Diagnostic[] | undefined {
    return this.published.findLast((p) => p.uri === uri)?.diagnostics;
  }

  codes(uri: string): unknown[] {
    return (this.diagnosticsOf(uri) ?? []).map((d) => d.code);
  }

  /** Waits until what the server sent makes the condition true. */
  until(condition: () => boolean, what = String(condition)): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(
          new Error(`did not come true: ${what}; published ${JSON.stringify(this.published).slice(0, 2000)}`),
        );
      }, 8_000);
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

  /** Waits for the diagnostics of one version of an open document. */
  async version(uri: string, version: number): Promise<Diagnostic[]> {
    const is = (p: PublishDiagnosticsParams) => p.uri === uri && p.version === version;
    await this.until(() => this.published.some(is), `version ${version} of ${uri}`);
    return this.published.findLast(is)!.diagnostics;
  }

  dispose(): void {
    this.connection.dispose();
  }
}
