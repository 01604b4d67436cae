import * as vscode from 'vscode';
import { findInWorkspace } from '../language/find';
import { sanitiseForUi } from '../org/text/sanitise';
import { registerView } from '../views/register';
import type { ViewRequests } from '../views/requests';

/**
 * "Show Console Checklist": the steps of a `*.psr.json` as an unsaved Markdown document that would be saved
 * beside the file.
 */
export function registerChecklist(context: vscode.ExtensionContext, requests: ViewRequests): void {
  context.subscriptions.push(
    registerView('recpolicy.showConsoleChecklist', async (resource?: unknown) => {
      const uri = resource instanceof vscode.Uri ? resource : await pickFile();
      const list = uri && (await requests.consoleChecklist(uri));
      if (uri === undefined || !list) return;
      await open(uri, list.markdown);
    }),
  );
}

async function pickFile(): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document.uri;
  if (active?.path.endsWith('.psr.json')) return active;
  const files = await findInWorkspace('**/*.psr.json');
  if (files.length === 1) return files[0];
  if (files.length === 0) {
    const message = vscode.l10n.t(
      'There is no file of privileged session settings (*.psr.json) in this window to make a checklist from.',
    );
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const items = files
    .map((uri) => ({ label: sanitiseForUi(vscode.workspace.asRelativePath(uri), 300), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const title = vscode.l10n.t('Console checklist');
  return (await vscode.window.showQuickPick(items, { title, placeHolder: vscode.l10n.t('Of which file?') }))
    ?.uri;
}

async function open(psr: vscode.Uri, markdown: string): Promise<void> {
  const beside = await besidePath(psr);
  const existing = vscode.workspace.textDocuments.find((d) => d.uri.toString() === beside?.toString());
  if (beside === undefined || existing !== undefined) {
    // A list that is being ticked off already is not overwritten: the new one stands beside it.
    const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: markdown });
    await vscode.window.showTextDocument(document);
    return;
  }
  const document = await vscode.workspace.openTextDocument(beside);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), markdown));
  const start = new vscode.Position(0, 0);
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start));
}

/** Where saving would put the list; undefined where there is a file already, or no disk. */
async function besidePath(psr: vscode.Uri): Promise<vscode.Uri | undefined> {
  if (psr.scheme !== 'file') return undefined;
  const file = psr.with({ path: psr.path.replace(/\.psr\.json$/, '.checklist.md') });
  try {
    await vscode.workspace.fs.stat(file);
    return undefined;
  } catch {
    return file.with({ scheme: 'untitled' });
  }
}
