import * as vscode from 'vscode';

/** The sample folder in which the walkthrough goes on after the window has changed to it. */
const GO_ON = 'recpolicy.walkthrough.folder';

/**
 * "Open Sample Project": a copy of the sample that is the user's own, in the extension's storage, in this
 * window if that is empty.
 */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const from = vscode.Uri.joinPath(context.extensionUri, 'samples', 'tour');
  const to = vscode.Uri.joinPath(context.globalStorageUri, 'samples', 'recording-policies');
  if (!(await prepare(from, to))) return;
  await context.globalState.update(GO_ON, to.toString());
  const busy = vscode.workspace.workspaceFolders !== undefined;
  await vscode.commands.executeCommand('vscode.openFolder', to, { forceNewWindow: busy });
}

/** Opens the walkthrough again in the folder it led to. */
export async function continueAfterOpen(context: vscode.ExtensionContext): Promise<void> {
  const folder = context.globalState.get<string>(GO_ON);
  if (folder === undefined) return;
  const here = vscode.workspace.workspaceFolders?.some((f) => f.uri.toString() === folder);
  if (here !== true) return;
  await context.globalState.update(GO_ON, undefined);
  await openWalkthrough(context);
}

export async function openWalkthrough(context: vscode.ExtensionContext): Promise<void> {
  const category = `${context.extension.id}#start`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', category, false);
}

/**
 * Copies the sample where there is none yet; an older copy is the user's to keep. False when the user turned
 * away.
 */
async function prepare(from: vscode.Uri, to: vscode.Uri): Promise<boolean> {
  const exists = await vscode.workspace.fs.stat(to).then(
    () => true,
    () => false,
  );
  if (exists) {
    const keep = vscode.l10n.t('Open It');
    const renew = vscode.l10n.t('Start Afresh');
    const message = vscode.l10n.t(
      'There is a copy of the sample project from before, with what you changed in it.',
    );
    const answer = await vscode.window.showInformationMessage(message, keep, renew);
    if (answer !== renew) return answer === keep;
    await vscode.workspace.fs.delete(to, { recursive: true, useTrash: false });
  }
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(to, '..'));
  await vscode.workspace.fs.copy(from, to);
  return true;
}
