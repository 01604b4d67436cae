import * as vscode from 'vscode';
import { parseJson } from '../../../core/json/parse';
import type { ItemResult } from '../../../org/commands/session';
import { RejectedError } from '../../../org/transport/errors/kinds';
import { isOrgError } from '../../../org/transport/errors/org-error';
import { type EnvironmentRef, keyOf } from '../projects/projects';
import { sanitiseMessage } from '../text/sanitise';
import { pathOfField, placeOf } from './places';

/**
 * What an org refused, as findings on the lines concerned. They stand until the next deploy of the file to
 * that environment: the org has not changed its mind because a character was typed.
 */
export class RefusalDiagnostics implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('recpolicy-org');
  /** By environment, then by file URI. */
  private readonly byEnvironment = new Map<string, Map<string, vscode.Diagnostic[]>>();

  /** Takes out what an environment said of these files (all of them, where none are named). */
  clear(env: EnvironmentRef, files?: readonly string[]): void {
    const own = this.byEnvironment.get(keyOf(env));
    if (own === undefined) return;
    const uris = files?.map((f) => vscode.Uri.joinPath(env.project.uri, f).toString()) ?? [...own.keys()];
    for (const uri of uris) if (own.delete(uri)) this.show(uri);
  }

  /** Puts what did not go through on its files. @returns how many findings there are */
  async report(env: EnvironmentRef, items: readonly ItemResult[]): Promise<number> {
    const own = this.byEnvironment.get(keyOf(env)) ?? new Map<string, vscode.Diagnostic[]>();
    this.byEnvironment.set(keyOf(env), own);
    let count = 0;
    for (const item of items) {
      if (item.file === undefined || !['failed', 'blocked', 'conflict', 'unknown'].includes(item.outcome))
        continue;
      const uri = vscode.Uri.joinPath(env.project.uri, item.file);
      const diagnostics = await diagnosticsOf(uri, item);
      count += diagnostics.length;
      own.set(uri.toString(), diagnostics);
      this.show(uri.toString());
    }
    return count;
  }

  dispose(): void {
    this.collection.dispose();
  }

  private show(uri: string): void {
    const all = [...this.byEnvironment.values()].flatMap((files) => files.get(uri) ?? []);
    this.collection.set(vscode.Uri.parse(uri), all);
  }
}

async function diagnosticsOf(uri: vscode.Uri, item: ItemResult): Promise<vscode.Diagnostic[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const json = parseJson(document.getText());
  const at = (path: readonly (string | number)[]) => {
    const { start, end } = placeOf(json, path);
    return new vscode.Range(document.positionAt(start), document.positionAt(end));
  };
  const make = (range: vscode.Range, message: string, code: string) => {
    const severity =
      item.outcome === 'conflict' ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error;
    const diagnostic = new vscode.Diagnostic(range, sanitiseMessage(message), severity);
    diagnostic.source = 'recpolicy (org)';
    diagnostic.code = code;
    return diagnostic;
  };
  if (item.error instanceof RejectedError && item.error.fields.length > 0) {
    return item.error.fields.map((f) => make(at(pathOfField(f.field)), item.message, f.code));
  }
  const code = isOrgError(item.error) ? (item.error.details.code ?? item.error.kind) : item.outcome;
  const line =
    item.line === undefined ? undefined : document.lineAt(Math.min(item.line, document.lineCount - 1));
  const range =
    line === undefined
      ? at(['name'])
      : new vscode.Range(
          line.lineNumber,
          line.firstNonWhitespaceCharacterIndex,
          line.lineNumber,
          line.text.trimEnd().length,
        );
  return [make(range, item.message, code)];
}
