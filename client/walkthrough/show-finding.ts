import * as vscode from 'vscode';

/** "Show First Finding": opens the worst finding of the window and offers its fixes. */
export async function showFirstFinding(): Promise<void> {
  const found = vscode.languages
    .getDiagnostics()
    .flatMap(([uri, diagnostics]) =>
      diagnostics.filter((d) => d.source === 'recpolicy').map((diagnostic) => ({ uri, diagnostic })),
    );
  // The worst first; then a finding whose fix one sees at once; then by file.
  found.sort(
    (a, b) =>
      a.diagnostic.severity - b.diagnostic.severity ||
      waitUntilVisible(a.diagnostic) - waitUntilVisible(b.diagnostic) ||
      a.uri.path.localeCompare(b.uri.path),
  );
  const [first] = found;
  if (first === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing is found in the policies of this window. Open the sample project to see some.'),
    );
    return;
  }
  await vscode.window.showTextDocument(first.uri, { selection: first.diagnostic.range });
  // The list of fixes closes when the focus goes elsewhere, as it does while the palette hides.
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await vscode.commands.executeCommand('editor.action.quickFix');
}

const EASY = ['retention-out-of-range', 'retention-below-environment-minimum', 'mask-control-character'];

function waitUntilVisible({ code }: vscode.Diagnostic): number {
  const at = EASY.indexOf(String(typeof code === 'object' ? code.value : code));
  return at < 0 ? EASY.length : at;
}
