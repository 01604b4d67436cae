/** The language features of a document, asked for as the editor asks for them. */
import * as vscode from 'vscode';

const run = <T>(command: string, ...args: unknown[]): Thenable<T | undefined> =>
  vscode.commands.executeCommand<T | undefined>(command, ...args);

/**
 * The quick fixes and other actions offered at a range. @param kind e.g. `quickfix`,
 * `source.fixAll.recpolicy`
 */
export async function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind = 'quickfix',
): Promise<vscode.CodeAction[]> {
  const found = await run<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind,
    50,
  );
  return found ?? [];
}

/** Applies an action: its edit, then its command. */
export async function applyCodeAction(action: vscode.CodeAction): Promise<void> {
  if (action.edit && !(await vscode.workspace.applyEdit(action.edit)))
    throw new Error(`VS Code did not apply "${action.title}"`);
  if (action.command) await run(action.command.command, ...(action.command.arguments ?? []));
}

/** The hover's text at a position, its parts one below the other. */
export async function hoverAt(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  const parts = (hovers ?? []).flatMap((hover) => hover.contents);
  return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
}

/** What completion offers at a position. */
export async function completionsAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const list = await run<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
    undefined,
    100,
  );
  return list?.items ?? [];
}

/** The label of a completion as plain text. */
export const labelOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;

/** The edit that a rename would make, over all files. */
export async function renameEdit(
  document: vscode.TextDocument,
  position: vscode.Position,
  name: string,
): Promise<vscode.WorkspaceEdit> {
  const edit = await run<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    document.uri,
    position,
    name,
  );
  if (!edit)
    throw new Error(
      `Nothing to rename at ${position.line + 1}:${position.character + 1} of ${document.uri.path}`,
    );
  return edit;
}

/**
 * Where definitions, references and the like point. @param what the last part of the command, e.g.
 * `Definition`, `Reference`
 */
export async function locations(
  what: 'Definition' | 'Reference' | 'Implementation',
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Location[]> {
  const found = await run<(vscode.Location | vscode.LocationLink)[]>(
    `vscode.execute${what}Provider`,
    document.uri,
    position,
  );
  return (found ?? []).map((one) =>
    'uri' in one ? one : new vscode.Location(one.targetUri, one.targetSelectionRange ?? one.targetRange),
  );
}
