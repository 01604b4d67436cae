import * as vscode from 'vscode';
import type { DeployResult } from '../../../org/commands/deploy/deploy';
import { isOrgError } from '../../../org/transport/errors/org-error';
import { commandId } from '../../org-commands';
import { openMerge } from '../compare/merge';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi, sanitiseMessage } from '../text/sanitise';
import { summaryText } from './summary-text';

type DeployCounts = Pick<DeployResult, 'items' | 'exitCode' | 'summary'>;

/** Says once what became of it, marks what was refused, and offers the way on. */
export async function showDeployResult(
  orgContext: OrgContext,
  env: EnvironmentRef,
  result: DeployCounts,
): Promise<void> {
  const { items, exitCode } = result;
  for (const item of items)
    orgContext.output.info(`${item.outcome}: ${sanitiseForUi(item.name)}: ${sanitiseMessage(item.message)}`);
  const marked = await orgContext.refusals.report(env, items);
  const conflict = items.find((i) => i.outcome === 'conflict' && i.file !== undefined && i.kind === 'policy');
  const wrote = items.some((i) => i.outcome === 'done' && (i.action === 'create' || i.action === 'update'));
  const problems = vscode.l10n.t('Show Problems');
  const merge = vscode.l10n.t('Merge…');
  const undo = vscode.l10n.t('Undo');
  const unknown = items.some((i) => i.outcome === 'unknown');
  const finish = vscode.l10n.t('Finish…');
  const access = items.some((i) => isOrgError(i.error, 'credentials', 'unauthorized', 'missing-scope'));
  const connect = vscode.l10n.t('Connect Org…');
  const actions = [
    ...(access ? [connect] : []),
    ...(unknown ? [finish] : []),
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
  void show(summaryText(result.summary, items), ...actions).then(async (chosen) => {
    if (chosen === connect) await vscode.commands.executeCommand(commandId('connect'), env.name);
    if (chosen === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
    if (chosen === finish) await vscode.commands.executeCommand(commandId('resume'), env.name);
    if (chosen === undo) await vscode.commands.executeCommand(commandId('undoLastDeploy'), env.name);
    if (chosen === merge) await openMerge(orgContext, env, conflict!.file!);
  });
}
