import * as vscode from 'vscode';
import type { PulledItem, PullRequest, PullResult } from '../../../org/commands/pull/types';
import { openMerge } from '../compare/merge';
import { fieldText } from '../deploy/fields';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi, sanitiseMessage } from '../text/sanitise';
import { showFailure } from '../ui/failures';
import { type TaskContext, withPhases } from '../ui/progress';
import { type ActionTargets, saveTargets } from '../ui/targets';

const MAX_LINES = 14;
const WRITES: ReadonlySet<PulledItem['outcome']> = new Set(['created', 'updated', 'merged']);

/**
 * Brings the org's changes into the files, after showing which files change and how. Changes made here stay.
 */
export async function pullTargets(orgContext: OrgContext, targets: ActionTargets): Promise<void> {
  const { env } = targets;
  if (!(await saveTargets(targets))) return;
  const request = {
    ...(targets.files === undefined || (targets.files.length === 0 && targets.ids.length > 0)
      ? {}
      : { files: targets.files }),
    ...(targets.ids.length === 0 ? {} : { ids: targets.ids }),
  };
  try {
    const result = await withPhases(vscode.l10n.t('Pull from {0}', sanitiseForUi(env.name)), (work) =>
      showAndPull(env, request, work),
    );
    if (result !== undefined) showPullResult(orgContext, env, result);
  } catch (error) {
    await showFailure(orgContext, error, env);
  } finally {
    void orgContext.model.refresh(env);
  }
}

/** Undefined where the person said no. */
async function showAndPull(
  env: EnvironmentRef,
  request: PullRequest,
  work: TaskContext,
): Promise<PullResult | undefined> {
  const engine = await env.project.engine();
  const shown = await engine.pull(env.name, { ...request, ...work, dryRun: true });
  const changes = shown.items.filter((i) => WRITES.has(i.outcome));
  if (changes.length === 0) return shown;
  work.onEvent({ type: 'phase', phase: 'confirm', message: vscode.l10n.t('Waiting for your confirmation') });
  if (!(await confirmed(env, changes))) return undefined;
  return engine.pull(env.name, { ...request, ...work });
}

async function confirmed(env: EnvironmentRef, changes: readonly PulledItem[]): Promise<boolean> {
  const all = changes.flatMap((i) => [
    `${i.outcome === 'created' ? '+' : '~'} ${sanitiseForUi(i.file ?? i.name)}`,
    ...i.fields.map((f) => `     ${fieldText(f)}`),
  ]);
  const lines =
    all.length <= MAX_LINES
      ? all
      : [...all.slice(0, MAX_LINES - 1), vscode.l10n.t('… and {0} more lines', all.length - MAX_LINES + 1)];
  const message =
    changes.length === 1
      ? vscode.l10n.t('Bring the change of {0} into one file?', sanitiseForUi(env.name))
      : vscode.l10n.t('Bring the changes of {0} into {1} files?', sanitiseForUi(env.name), changes.length);
  const pull = vscode.l10n.t('Pull');
  const detail = [
    ...lines,
    '',
    vscode.l10n.t('Comments, variables and changes made here stay. Nothing is sent to the org.'),
  ].join('\n');
  return (await vscode.window.showInformationMessage(message, { modal: true, detail }, pull)) === pull;
}

function showPullResult(
  orgContext: OrgContext,
  env: EnvironmentRef,
  { items, summary, exitCode }: PullResult,
): void {
  for (const item of items)
    if (item.outcome !== 'unchanged')
      orgContext.output.info(
        `${item.outcome}: ${sanitiseForUi(item.name)}: ${sanitiseMessage(item.message)}`,
      );
  const conflict = items.find((i) => i.outcome === 'conflict' && i.file !== undefined && i.kind === 'policy');
  const created = items.find((i) => i.outcome === 'created' && i.file !== undefined);
  const merge = vscode.l10n.t('Merge…');
  const open = vscode.l10n.t('Open File');
  const actions = [...(conflict === undefined ? [] : [merge]), ...(created === undefined ? [] : [open])];
  const show =
    exitCode === 0
      ? vscode.window.showInformationMessage
      : exitCode === 3
        ? vscode.window.showWarningMessage
        : vscode.window.showErrorMessage;
  const one = conflict !== undefined && items.filter((i) => i.outcome === 'conflict').length === 1;
  const text = one
    ? `${sanitiseMessage(summary)} ${sanitiseForUi(conflict.name)}: ${sanitiseForUi(conflict.message, 400)}`
    : sanitiseMessage(summary);
  void show(text, ...actions).then(async (chosen) => {
    if (chosen === merge) await openMerge(orgContext, env, conflict!.file!);
    if (chosen === open)
      await vscode.window.showTextDocument(vscode.Uri.joinPath(env.project.uri, created!.file!));
  });
}
