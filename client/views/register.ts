import * as vscode from 'vscode';
import { sanitiseMessage } from '../org/text/sanitise';

/**
 * Registers a command that asks the language server. Where that does not answer, the user is told and can
 * start it anew.
 */
export function registerView(
  id: string,
  run: (...args: unknown[]) => Promise<void> | Thenable<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      await run(...args);
    } catch (error) {
      const restart = vscode.l10n.t('Restart Language Server');
      const reason = sanitiseMessage(error instanceof Error ? error.message : String(error));
      const message = vscode.l10n.t('The recording policies could not be looked at: {0}', reason);
      if ((await vscode.window.showErrorMessage(message, restart)) === restart)
        await vscode.commands.executeCommand('recpolicy.restartServer');
    }
  });
}
