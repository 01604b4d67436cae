import * as vscode from 'vscode';

/**
 * The hosts that the user allows as org addresses: the user's own setting and environment variable. What a
 * workspace or folder says is left out even where VS Code would hand it over.
 */
export function allowedHosts(): string {
  const inspected = vscode.workspace.getConfiguration('recpolicy').inspect<unknown>('allowedHosts');
  const value = inspected?.globalValue;
  const own = Array.isArray(value) ? value.filter((h): h is string => typeof h === 'string') : [];
  return [...own, process.env['RECPOLICY_ALLOWED_HOSTS'] ?? ''].join(' ');
}
