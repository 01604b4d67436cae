import * as vscode from 'vscode';
import { registerExplainFinding } from './commands/explain-finding';
import { registerNewPolicy } from './commands/new-policy';
import { registerValidateProject } from './commands/validate-project';
import { LanguageFeature } from './language/feature';
import { LazyOrgFeature } from './lazy-org';
import { serveRulePages } from './rules/pages';
import { registerStatus } from './status/status';
import { registerViews } from './views/feature';

let language: LanguageFeature | undefined;

/**
 * Starts the language features. What reaches an org is activated apart from them, in trusted desktop
 * workspaces only.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel('Recording Policies', { log: true });
  language = new LanguageFeature(context, output);
  context.subscriptions.push(output, language);
  registerNewPolicy(context);
  serveRulePages(context);
  registerExplainFinding(context);
  registerValidateProject(context, language);
  registerStatus(context, language);
  const gate = new LazyOrgFeature(context, language);
  registerViews(context, language, gate);
  context.subscriptions.push(gate);
  await language.start();
  gate.open();
}

export async function deactivate(): Promise<void> {
  await language?.stop();
}
