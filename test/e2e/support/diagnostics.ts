/** What stands in the Problems list. */
import * as vscode from 'vscode';
import { uriOf } from './documents';
import { waitFor } from './wait';

/** A finding's code, whether or not it links to a page. */
export function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

/** A finding in short: `12:5 error retention-out-of-range`, one-based as the editor counts. */
export function brief(diagnostic: vscode.Diagnostic): string {
  const { line, character } = diagnostic.range.start;
  const severity = ['error', 'warning', 'information', 'hint'][diagnostic.severity];
  return `${line + 1}:${character + 1} ${severity} ${codeOf(diagnostic)}`;
}

const resolve = (file: string | vscode.Uri): vscode.Uri => (typeof file === 'string' ? uriOf(file) : file);

/** The findings of a file, open or not, in its order. @param file relative to the workspace, or a URI */
export function diagnosticsOf(file: string | vscode.Uri): vscode.Diagnostic[] {
  return [...vscode.languages.getDiagnostics(resolve(file))].sort((a, b) =>
    a.range.start.compareTo(b.range.start),
  );
}

/** The codes of a file's findings, in its order. */
export const codesOf = (file: string | vscode.Uri): string[] => diagnosticsOf(file).map(codeOf);

/** Waits until the findings of a file are as the predicate wants them. */
export async function waitForDiagnostics(
  file: string | vscode.Uri,
  what: string,
  predicate: (diagnostics: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  const seen = () => diagnosticsOf(file).map((one) => `${brief(one)}: ${one.message}`);
  const probe = () => {
    const found = diagnosticsOf(file);
    return predicate(found) ? found : undefined;
  };
  return waitFor(`${what} in ${resolve(file).path}`, probe, { seen });
}

/** Waits for a finding of this code and hands back the first one. */
export async function waitForCode(file: string | vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  const found = await waitForDiagnostics(file, `a finding ${code}`, (all) =>
    all.some((one) => codeOf(one) === code),
  );
  return found.find((one) => codeOf(one) === code) as vscode.Diagnostic;
}

/** Waits until a file has no finding of this code. */
export async function waitForNoCode(file: string | vscode.Uri, code: string): Promise<void> {
  await waitForDiagnostics(file, `no finding ${code}`, (all) => all.every((one) => codeOf(one) !== code));
}
