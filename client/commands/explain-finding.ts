import * as vscode from 'vscode';
import { pageCodes, pageUri } from '../rules/pages';

/** "Explain Finding": opens the page of the rule behind the finding at the cursor. */
export function registerExplainFinding(context: vscode.ExtensionContext): void {
  const explain = async (code?: unknown) => {
    const chosen = typeof code === 'string' ? code : await pickCode();
    if (chosen !== undefined) await openPage(chosen);
  };
  context.subscriptions.push(
    vscode.commands.registerCommand('recpolicy.explainFinding', explain),
    // What the server's "show the page" actions call.
    vscode.commands.registerCommand('recpolicy.openRuleDocs', explain),
  );
}

async function openPage(code: string): Promise<void> {
  // The code may come from anywhere (another extension, a keybinding): only names of pages lead to a file.
  if (!/^[a-z][a-z0-9-]*$/.test(code)) return;
  const page = pageUri(code);
  try {
    await vscode.workspace.fs.stat(page);
  } catch {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no page for the rule {0}.', code));
    return;
  }
  await vscode.commands.executeCommand('markdown.showPreview', page);
}

async function pickCode(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const here = editor === undefined ? [] : codesAt(editor.document.uri, editor.selection);
  if (here.length === 1) return here[0];
  const codes = here.length > 0 ? here : await pageCodes();
  return vscode.window.showQuickPick(codes, {
    title: vscode.l10n.t('Explain finding'),
    placeHolder: vscode.l10n.t('Which finding?'),
  });
}

function codesAt(uri: vscode.Uri, range: vscode.Range): string[] {
  const diagnostics = vscode.languages.getDiagnostics(uri).filter((d) => d.source === 'recpolicy');
  const touching = diagnostics.filter((d) => d.range.intersection(range) !== undefined);
  const chosen =
    touching.length > 0 ? touching : diagnostics.filter((d) => d.range.start.line === range.start.line);
  return [
    ...new Set(chosen.map((d) => (typeof d.code === 'object' ? String(d.code.value) : String(d.code)))),
  ];
}
