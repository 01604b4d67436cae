import * as vscode from 'vscode';
import { isOrgError } from '../../../org/transport/errors/org-error';
import { commandId } from '../../org-commands';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseMessage } from '../text/sanitise';

/** Says once why an action came to nothing, with the way on. The whole story is in the output. */
export async function showFailure(
  orgContext: OrgContext,
  error: unknown,
  env?: EnvironmentRef,
): Promise<void> {
  const message = sanitiseMessage(error instanceof Error ? error.message : String(error));
  if (isOrgError(error, 'cancelled')) {
    void vscode.window.showInformationMessage(message);
    return;
  }
  // Somebody may give the client what it lacks; a token remembers what it was granted.
  if (isOrgError(error, 'missing-scope', 'forbidden', 'unauthorized')) orgContext.projects.forgetTokens();
  orgContext.output.error(message);
  const connect = vscode.l10n.t('Connect Org…');
  const details = vscode.l10n.t('Show Output');
  const actions = isOrgError(error, 'credentials', 'missing-scope', 'unauthorized')
    ? [connect, details]
    : [details];
  const chosen = await vscode.window.showErrorMessage(message, ...actions);
  if (chosen === connect) await vscode.commands.executeCommand(commandId('connect'), env?.name);
  if (chosen === details) orgContext.output.show(true);
}
