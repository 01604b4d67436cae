import * as vscode from 'vscode';
import type { LanguageFeature } from './language/feature';
import type { OrgFeature } from './org/feature';
import { commandId, ORG_COMMANDS, type OrgCommand } from './org-commands';

/**
 * The door to the org: registers the commands that reach one, and loads what is behind them only in a trusted
 * workspace of a desktop. Everywhere else a command says why it cannot run.
 */
export class LazyOrgFeature implements vscode.Disposable {
  private loading: Promise<OrgFeature> | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly language: LanguageFeature,
  ) {
    for (const command of ORG_COMMANDS) {
      context.subscriptions.push(
        vscode.commands.registerCommand(commandId(command), (...args: unknown[]) => this.run(command, args)),
      );
    }
    context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => this.open()));
    if (!onNode()) void vscode.commands.executeCommand('setContext', 'recpolicy.org', 'browser');
  }

  /** Loads the feature where it may run; elsewhere nothing happens. */
  open(): void {
    if (this.reason() === undefined)
      this.load().catch((error: unknown) => this.language.output.error(`Org features: ${String(error)}`));
  }

  /**
   * The feature, for parts of the extension that show files and org together; undefined where none may be
   * reached.
   */
  async feature(): Promise<OrgFeature | undefined> {
    return this.reason() === undefined ? this.load() : undefined;
  }

  dispose(): void {
    this.loading?.then((feature) => feature.dispose()).catch(() => undefined);
  }

  private load(): Promise<OrgFeature> {
    this.loading ??= import('./org/feature').then(({ activateOrg }) =>
      activateOrg(this.context, this.language, this.language.output),
    );
    return this.loading;
  }

  private async run(command: OrgCommand, args: unknown[]): Promise<unknown> {
    const reason = this.reason();
    if (reason === undefined) return (await this.load()).run(command, args);
    if (vscode.workspace.isTrusted) {
      await vscode.window.showInformationMessage(reason);
      return undefined;
    }
    const manage = vscode.l10n.t('Manage Workspace Trust');
    if ((await vscode.window.showInformationMessage(reason, manage)) === manage)
      await vscode.commands.executeCommand('workbench.trust.manage');
    return undefined;
  }

  /** Why no org can be reached from here, a sentence; undefined where one can. */
  private reason(): string | undefined {
    if (!onNode()) {
      return vscode.l10n.t(
        'Orgs are reached from VS Code on the desktop or the command line, not from the browser. Everything else works here.',
      );
    }
    if (!vscode.workspace.isTrusted) {
      return vscode.l10n.t(
        'Nothing reaches an org from a folder in Restricted Mode, because its files say where orgs are. Trust the folder first.',
      );
    }
    return undefined;
  }
}

function onNode(): boolean {
  return typeof process !== 'undefined' && process.versions?.node !== undefined;
}
