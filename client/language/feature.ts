import * as vscode from 'vscode';
import { type LanguageClientOptions, State } from 'vscode-languageclient';
import { LANGUAGE_ID } from '../../core/document/kinds';
import { OPEN_RULE_COMMAND } from '../../core/features/shared/rule-page';
import { PAGES_SCHEME } from '../rules/pages';
import { RecpolicyClient } from './client';
import { serveFiles } from './files';
import type { RunningServer } from './running-server';
import { startServer, transportsOf } from './transports';
import { Watchdog } from './watchdog';

/** How the language server is: shown in the language status item. */
export type ServerState = 'starting' | 'running' | 'stopped';

/** The language client with its server process, started and stopped as one. */
export class LanguageFeature implements vscode.Disposable {
  readonly client: RecpolicyClient;
  private server: RunningServer | undefined;
  private readonly watchdog: Watchdog;
  private readonly stateChanged = new vscode.EventEmitter<ServerState>();
  readonly onStateChange = this.stateChanged.event;
  state: ServerState = 'starting';

  constructor(
    context: vscode.ExtensionContext,
    readonly output: vscode.LogOutputChannel,
  ) {
    this.client = new RecpolicyClient(clientOptions(context, output), async () => {
      this.server?.stop();
      this.server = await startServer(context, (line) => output.info(line));
      return transportsOf(this.server);
    });
    this.watchdog = new Watchdog({
      ping: () => this.client.sendRequest('recpolicy/ping'),
      // The language client starts a server anew that has ended.
      restart: () => this.server?.stop(),
      tell: (restarted) => this.tellSilent(restarted),
    });
    this.client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) this.watchdog.start();
      else this.watchdog.stop();
      this.state =
        newState === State.Running ? 'running' : newState === State.Starting ? 'starting' : 'stopped';
      this.stateChanged.fire(this.state);
    });
    serveFiles(this.client);
  }

  start(): Promise<void> {
    return this.client.start();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.client.start();
  }

  async stop(): Promise<void> {
    await this.client
      .stop(5_000)
      .catch((error: unknown) => this.output.warn(`Stopping the language server: ${String(error)}`));
    this.server?.stop();
  }

  private tellSilent(restarted: boolean): void {
    const message = restarted
      ? vscode.l10n.t(
          'The language server for recording policies stopped answering and was restarted. A file or a setting of this workspace keeps it busy; see the output "Recording Policies".',
        )
      : vscode.l10n.t(
          'The language server for recording policies keeps falling silent and is not restarted again. Reload the window once the file or setting that keeps it busy is mended.',
        );
    this.output.warn(message);
    void vscode.window.showWarningMessage(message);
  }

  dispose(): void {
    this.watchdog.stop();
    this.server?.stop();
    this.stateChanged.dispose();
  }
}

function clientOptions(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): LanguageClientOptions {
  return {
    documentSelector: [{ language: LANGUAGE_ID }],
    outputChannel: output,
    initializationOptions: {
      // Pushed findings come at the keystroke and cover files that are not open; pulled ones would be asked
      // for again and again.
      diagnostics: 'push',
      views: true,
      docsUri: `${PAGES_SCHEME}:`,
      cacheUri: context.globalStorageUri.toString(),
      maskWorkerUri: vscode.Uri.joinPath(context.extensionUri, 'dist', 'masks-worker.js').toString(true),
      l10n: vscode.l10n.bundle,
      // Lenses and actions may call the extension's own commands.
      commands: true,
      exclude: excludedGlobs(),
    },
    diagnosticCollectionName: 'recpolicy',
    progressOnInitialization: false,
    // Hovers link to the pages of rules by this command.
    markdown: { isTrusted: { enabledCommands: [OPEN_RULE_COMMAND] }, supportHtml: false },
  };
}

/** What the user keeps out of the explorer and of searches is not looked through either. */
function excludedGlobs(): string[] {
  const globs = new Set<string>();
  for (const section of ['files', 'search']) {
    const excluded = vscode.workspace.getConfiguration(section).get<Record<string, unknown>>('exclude') ?? {};
    for (const [glob, on] of Object.entries(excluded)) if (on === true) globs.add(glob);
  }
  return [...globs];
}
