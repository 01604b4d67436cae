import * as vscode from 'vscode';
import type { ValidationSummary } from '../../server/protocol';
import type { LanguageFeature } from '../language/feature';

/** "Validate Project": checks every file once more, shows the Problems panel and sums up. */
export function registerValidateProject(context: vscode.ExtensionContext, language: LanguageFeature): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('recpolicy.validateProject', async () => {
      const summary = await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: vscode.l10n.t('Checking recording policies'),
          cancellable: true,
        },
        (_progress, token) =>
          language.client.sendRequest<ValidationSummary | null>('recpolicy/validateProject', null, token),
      );
      if (summary === null) return;
      await vscode.commands.executeCommand('workbench.actions.view.problems');
      void vscode.window.showInformationMessage(summaryText(summary));
    }),
    vscode.commands.registerCommand('recpolicy.restartServer', () => language.restart()),
    vscode.commands.registerCommand('recpolicy.showOutput', () => language.output.show(true)),
  );
}

function summaryText(s: ValidationSummary): string {
  const worst = s.error + s.warning + s.information + s.hint;
  if (worst === 0) return vscode.l10n.t('{0} files checked. Nothing found.', s.files);
  return vscode.l10n.t(
    '{0} files checked: {1} errors, {2} warnings, {3} other findings.',
    s.files,
    s.error,
    s.warning,
    s.information + s.hint,
  );
}
