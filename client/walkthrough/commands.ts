import * as vscode from 'vscode';
import { continueAfterOpen, openSample, openWalkthrough } from './sample';
import { showFirstFinding } from './show-finding';

/** What the steps of the walkthrough do. */
export function registerWalkthrough(context: vscode.ExtensionContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('recpolicy.openWalkthrough', () => openWalkthrough(context)),
    vscode.commands.registerCommand('recpolicy.openSample', () => openSample(context)),
    vscode.commands.registerCommand('recpolicy.showFirstFinding', showFirstFinding),
  );
  void continueAfterOpen(context);
}
