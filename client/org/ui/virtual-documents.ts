import * as vscode from 'vscode';

export const SCHEME = 'recpolicy-org';
/** Texts are kept for open editors; the oldest make room. */
const KEPT = 500;

/** Read-only texts of the org, for diff and merge editors. Nothing of them is on disk. */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  /**
   * Keeps a text under an address made of where it comes from and what it is. The name ends in `.jsonc`:
   * coloured like the file, and not checked as if it were one. Sides of one thing differ in the query alone,
   * so that a diff does not call it a rename.
   * @param environment its name
   * @param side e.g. `org`
   */
  put(environment: string, side: string, name: string, text: string): vscode.Uri {
    const clean = (part: string) => part.replace(/[^\p{L}\p{N}._ -]+/gu, '_').slice(0, 100) || '_';
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${clean(environment)}/${clean(name)}.jsonc`,
      query: side,
    });
    const key = uri.toString();
    const before = this.texts.get(key);
    this.texts.delete(key);
    this.texts.set(key, text);
    if (this.texts.size > KEPT) this.texts.delete(this.texts.keys().next().value!);
    if (before !== undefined && before !== text) this.changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
