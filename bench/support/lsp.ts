import { type ChildProcess, spawn } from 'node:child_process';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

/** A language server over stdio, spoken to as an editor does. */
export class LspProcess {
  private readonly process: ChildProcess;
  readonly connection: MessageConnection;
  private readonly waiting = new Map<string, (params: PublishedDiagnostics) => boolean>();
  readonly published = new Map<string, PublishedDiagnostics>();
  private progressEnded = false;
  private onProgressEnd: (() => void) | undefined;

  constructor(command: readonly string[]) {
    this.process = spawn(process.execPath, [...command], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.connection = createMessageConnection(
      new StreamMessageReader(this.process.stdout!),
      new StreamMessageWriter(this.process.stdin!),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishedDiagnostics) => {
      this.published.set(params.uri, params);
      const wanted = this.waiting.get(params.uri);
      if (wanted?.(params)) this.waiting.delete(params.uri);
    });
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/configuration', (p: { items: unknown[] }) =>
      p.items.map(() => null),
    );
    this.connection.onNotification('$/progress', (p: { value: { kind: string } }) => {
      if (p.value.kind !== 'end') return;
      this.progressEnded = true;
      this.onProgressEnd?.();
    });
    this.connection.listen();
  }

  async initialize(folder: string | undefined, extra: object = {}, pull = false): Promise<void> {
    await this.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: folder === undefined ? null : `file://${folder}`,
      workspaceFolders: folder === undefined ? null : [{ uri: `file://${folder}`, name: 'project' }],
      capabilities: {
        textDocument: {
          publishDiagnostics: { versionSupport: true, relatedInformation: true },
          ...(pull ? { diagnostic: {} } : {}),
        },
        window: { workDoneProgress: true },
        workspace: { workspaceFolders: true },
      },
      ...extra,
    });
    await this.connection.sendNotification('initialized', {});
  }

  open(uri: string, text: string, languageId: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a range and resolves when findings for that version were published. */
  async edit(uri: string, version: number, range: object, text: string): Promise<void> {
    const done = this.nextDiagnostics(uri, (p) => p.version === undefined || p.version >= version);
    await this.change(uri, version, range, text);
    await done;
  }

  change(uri: string, version: number, range: object, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  nextDiagnostics(
    uri: string,
    wanted: (p: PublishedDiagnostics) => boolean = () => true,
  ): Promise<PublishedDiagnostics> {
    return new Promise((resolve) => {
      this.waiting.set(uri, (params) => {
        if (!wanted(params)) return false;
        resolve(params);
        return true;
      });
    });
  }

  /** Resolves when the server reported the end of its first piece of work, the indexing of the workspace. */
  indexed(): Promise<void> {
    if (this.progressEnded) return Promise.resolve();
    return new Promise((resolve) => {
      this.onProgressEnd = resolve;
    });
  }

  stop(): void {
    this.connection.dispose();
    this.process.kill('SIGKILL');
  }
}

export interface PublishedDiagnostics {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly { readonly code?: unknown }[];
}
