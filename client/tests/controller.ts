import * as vscode from 'vscode';
import { DOCUMENT_GLOBS, LANGUAGE_ID } from '../../core/document/kinds';
import type { ViewRequests } from '../views/requests';
import { TestItems } from './items';
import { runItems } from './run';

const FILES = '**/*.recpolicy-test.json';
const SUFFIX = '.recpolicy-test.json';
/** Keystrokes within this time make one look at the tests, in milliseconds. */
const TYPING_MS = 250;

/**
 * Policy tests in the Test Explorer: found in files, opened or not, kept up to date while they are typed, run
 * by the server.
 */
export function registerPolicyTests(context: vscode.ExtensionContext, requests: ViewRequests): void {
  const controller = vscode.tests.createTestController('recpolicy', vscode.l10n.t('Recording Policies'));
  const explorer = new PolicyTests(controller, requests);
  context.subscriptions.push(controller, explorer);
}

class PolicyTests implements vscode.Disposable {
  private readonly items: TestItems;
  private readonly listeners: vscode.Disposable[] = [];
  private readonly typing = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly controller: vscode.TestController,
    private readonly requests: ViewRequests,
  ) {
    this.items = new TestItems(controller);
    controller.resolveHandler = (item) => (item === undefined ? this.discover() : this.load(item));
    controller.refreshHandler = () => this.discover();
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken) => this.run(request, token);
    controller.createRunProfile(
      vscode.l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      run,
      true,
      undefined,
      true,
    );
    this.watch();
    // The buttons beside a test are there as soon as its file is.
    for (const document of vscode.workspace.textDocuments) this.opened(document);
  }

  dispose(): void {
    for (const timer of this.typing.values()) clearTimeout(timer);
    for (const listener of this.listeners) listener.dispose();
  }

  private watch(): void {
    const tests = vscode.workspace.createFileSystemWatcher(FILES);
    const outdate = () => this.controller.invalidateTestResults();
    this.listeners.push(
      tests,
      tests.onDidCreate((uri) => this.load(this.items.file(uri))),
      tests.onDidChange((uri) => this.load(this.items.file(uri))),
      tests.onDidDelete((uri) => this.items.removeFile(uri)),
      vscode.workspace.onDidOpenTextDocument((document) => this.opened(document)),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.languageId !== LANGUAGE_ID || contentChanges.length === 0) return;
        outdate();
        if (isTests(document)) this.soon(document.uri);
      }),
    );
    for (const glob of DOCUMENT_GLOBS) {
      const watcher = vscode.workspace.createFileSystemWatcher(glob);
      this.listeners.push(
        watcher,
        watcher.onDidCreate(outdate),
        watcher.onDidChange(outdate),
        watcher.onDidDelete(outdate),
      );
    }
  }

  private opened(document: vscode.TextDocument): void {
    if (isTests(document)) void this.load(this.items.file(document.uri));
  }

  private soon(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.typing.get(key));
    const timer = setTimeout(() => {
      this.typing.delete(key);
      void this.load(this.items.file(uri));
    }, TYPING_MS);
    this.typing.set(key, timer);
  }

  private async discover(): Promise<void> {
    const found = await vscode.workspace.findFiles(FILES, '**/node_modules/**');
    const known = new Set(found.map((uri) => uri.toString()));
    for (const [id, item] of this.controller.items) {
      const open = vscode.workspace.textDocuments.some((d) => d.uri.toString() === id);
      if (!known.has(id) && !open && item.uri !== undefined) this.items.removeFile(item.uri);
    }
    await Promise.all(found.map((uri) => this.load(this.items.file(uri))));
  }

  private async load(file: vscode.TestItem): Promise<void> {
    if (file.uri === undefined || file.parent !== undefined) return;
    try {
      const found = await this.requests.policyTests(file.uri);
      file.error = undefined;
      if (found === null) this.items.removeFile(file.uri);
      else this.items.update(file, found);
    } catch (error) {
      file.error = vscode.l10n.t('The tests could not be listed: {0}', String((error as Error).message));
    }
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const once = async () => {
      const chosen = request.include ?? [...this.controller.items].map(([, item]) => item);
      await Promise.all(chosen.filter((i) => i.parent === undefined).map((file) => this.load(file)));
      await runItems(this.controller, this.items, this.requests, request, chosen, token);
    };
    if (request.continuous !== true) return once();
    // Run on each change until the user has had enough.
    const listener = this.requests.onChange(() => void once());
    token.onCancellationRequested(() => listener.dispose());
  }
}

function isTests(document: vscode.TextDocument): boolean {
  return document.languageId === LANGUAGE_ID && document.uri.path.endsWith(SUFFIX);
}
