import * as vscode from 'vscode';
import type { DeployResult } from '../../../org/deploy/deploy';
import type { ItemResult } from '../../../org/session';
import { commandId } from '../../org-commands';
import { openMerge } from '../compare/merge';
import type { Desk } from '../desk';
import type { EnvironmentRef } from '../projects/projects';
import { plain, plainMessage } from '../text/plain';

type Summed = Pick<DeployResult, 'items' | 'exitCode' | 'summary'>;

/** Says once what became of it, marks what was refused, and offers the way on. */
export async function tellDeploy(desk: Desk, env: EnvironmentRef, result: Summed): Promise<void> {
  const { items, exitCode } = result;
  for (const item of items)
    desk.output.info(`${item.outcome}: ${plain(item.name)}: ${plainMessage(item.message)}`);
  const marked = await desk.refusals.report(env, items);
  const conflict = items.find((i) => i.outcome === 'conflict' && i.file !== undefined && i.kind === 'policy');
  const wrote = items.some((i) => i.outcome === 'done' && (i.action === 'create' || i.action === 'update'));
  const problems = vscode.l10n.t('Show Problems');
  const merge = vscode.l10n.t('Merge…');
  const undo = vscode.l10n.t('Undo');
  const actions = [
    ...(conflict === undefined ? [] : [merge]),
    ...(marked > 0 ? [problems] : []),
    ...(wrote ? [undo] : []),
  ];
  const show =
    exitCode === 1
      ? vscode.window.showErrorMessage
      : exitCode === 3
        ? vscode.window.showWarningMessage
        : vscode.window.showInformationMessage;
  void show(summaryText(result), ...actions).then(async (chosen) => {
    if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
    if (chosen === undo) await vscode.commands.executeCommand(commandId('undoLastDeploy'), env.name);
    if (chosen === merge) await openMerge(desk, env, conflict!.file!);
  });
}

/** The engine's own line, and where one thing went wrong also what it was. */
function summaryText({ summary, items }: Summed): string {
  const wrong = items.filter((i) => i.outcome !== 'done');
  const only: ItemResult | undefined = wrong.length === 1 ? wrong[0] : undefined;
  return only === undefined
    ? plainMessage(summary)
    : `${plainMessage(summary)} ${plain(only.name)}: ${plain(only.message, 400)}`;
}
