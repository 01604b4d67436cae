/**
 * Files of the workspace, by their path relative to it. The workspace is this run's own copy: tests change it
 * freely.
 */
import * as vscode from 'vscode';
import { waitFor } from './wait';

/** The folder that is open. */
export function workspaceRoot(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('No folder is open.');
  return folder.uri;
}

/** @param file relative to the workspace, with `/` */
export const uriOf = (file: string): vscode.Uri => vscode.Uri.joinPath(workspaceRoot(), file);

/** Opens a file and shows it; the cursor is in it. */
export async function openDocument(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(file));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Writes a file behind the editor's back, as another program would. */
export async function writeFile(file: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(file), Buffer.from(text));
}

/** @returns the text on disk */
export async function readFile(file: string): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uriOf(file))).toString('utf8');
}

export async function deleteFile(file: string): Promise<void> {
  await vscode.workspace.fs.delete(uriOf(file), { recursive: true });
}

/** Closes every editor; what was not saved is given up. */
export async function closeAllEditors(): Promise<void> {
  await waitFor('the documents as they are on disk', async () => {
    const changed: vscode.TextDocument[] = [];
    // By the texts: that a document has been changed gets known here a moment after its change.
    for (const document of vscode.workspace.textDocuments)
      if (
        vscode.workspace.getWorkspaceFolder(document.uri) &&
        document.getText() !== (await textOf(document))
      )
        changed.push(document);
    for (const document of changed) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    return changed.length === 0;
  });
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** A document's text on disk; its own where it has no file any more. */
async function textOf(document: vscode.TextDocument): Promise<string> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString('utf8');
  } catch {
    return document.getText();
  }
}

/** Where a text stands in a document. @param which 0: its first occurrence */
export function rangeOf(document: vscode.TextDocument, text: string, which = 0): vscode.Range {
  let offset = -1;
  for (let found = -1; found < which; found++) offset = document.getText().indexOf(text, offset + 1);
  if (offset < 0)
    throw new Error(`${document.uri.path} does not hold ${JSON.stringify(text)} (occurrence ${which})`);
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + text.length));
}

/** Replaces one occurrence of a text, as an edit in the editor that is not saved yet. */
export async function replaceText(
  document: vscode.TextDocument,
  from: string,
  to: string,
  which = 0,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, from, which), to);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(`VS Code did not apply the edit to ${document.uri.path}`);
}

/** Replaces the whole text, as an edit in the editor that is not saved yet. */
export async function setText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(`VS Code did not apply the edit to ${document.uri.path}`);
}
