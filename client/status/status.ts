import * as vscode from 'vscode';
import { LANGUAGE_ID } from '../../core/document/kinds';
import type { LanguageFeature, ServerState } from '../language/feature';

/** The language status item: whether the server checks, and a way to start it anew. */
export function registerStatus(context: vscode.ExtensionContext, language: LanguageFeature): void {
  const item = vscode.languages.createLanguageStatusItem('recpolicy.server', { language: LANGUAGE_ID });
  item.name = vscode.l10n.t('Recording Policies');
  const show = (state: ServerState) => {
    item.busy = state === 'starting';
    item.severity =
      state === 'stopped' ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    if (state === 'stopped') {
      item.text = vscode.l10n.t('Recording policies are not checked');
      item.detail = vscode.l10n.t('The language server has stopped.');
      item.command = { command: 'recpolicy.restartServer', title: vscode.l10n.t('Restart') };
    } else {
      item.text =
        state === 'starting'
          ? vscode.l10n.t('Starting the checks…')
          : vscode.l10n.t('Recording policies are checked');
      item.detail = '';
      item.command = { command: 'recpolicy.showOutput', title: vscode.l10n.t('Show output') };
    }
  };
  show(language.state);
  context.subscriptions.push(item, language.onStateChange(show));
}
