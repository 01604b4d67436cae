import * as vscode from 'vscode';
import { isPolicyPath } from '../../../core/document/kinds';
import type { PlannedChange } from '../../../org/commands/plan/plan';
import { newText } from '../../../org/model/edits/payload-edits';
import { fieldsOf } from '../../../org/model/policy/payload';
import { sidesOf } from '../deploy/sides';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { showFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import type { ActionTargets } from '../ui/targets';

/**
 * Opens the editor's own diff: the org on the left, the file on the right; for several, all of them in one
 * editor.
 */
export async function compareTargets(
  orgContext: OrgContext,
  { env, files, ids }: ActionTargets,
): Promise<void> {
  try {
    if (files?.length === 1 && ids.length === 0 && isPolicyPath(files[0]!)) {
      await compareOne(orgContext, env, files[0]!);
      return;
    }
    await compareSeveral(orgContext, env, files, ids);
  } catch (error) {
    await showFailure(orgContext, error, env);
  }
}

async function compareOne(orgContext: OrgContext, env: EnvironmentRef, file: string): Promise<void> {
  const engine = await env.project.engine();
  const comparison = await withPhases(vscode.l10n.t('Compare with {0}', sanitiseForUi(env.name)), (work) =>
    engine.compare(env.name, file, work),
  );
  const uri = vscode.Uri.joinPath(env.project.uri, file);
  if (comparison.orgText === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} has no policy "{1}" yet: a deploy creates it.',
        sanitiseForUi(env.name),
        sanitiseForUi(comparison.name),
      ),
    );
    return;
  }
  const org = orgContext.documents.put(env.name, 'org', comparison.name, comparison.orgText);
  const title = vscode.l10n.t('{0}: {1} ↔ file', sanitiseForUi(env.name), sanitiseForUi(comparison.name));
  await vscode.commands.executeCommand('vscode.diff', org, uri, title, { preview: true });
}

/** What the org has of the settings that the file names: a deploy leaves the others as they are. */
function settingsText({ local, remote }: NonNullable<PlannedChange['settings']>): string {
  return `${JSON.stringify(Object.fromEntries(Object.keys(local).map((k) => [k, remote[k]])), null, 2)}\n`;
}

async function compareSeveral(
  orgContext: OrgContext,
  env: EnvironmentRef,
  files: readonly string[] | undefined,
  ids: readonly string[],
): Promise<void> {
  const engine = await env.project.engine();
  const plan = await withPhases(vscode.l10n.t('Compare with {0}', sanitiseForUi(env.name)), (work) =>
    engine.plan(env.name, work),
  );
  const chosen = plan.changes.filter((c) =>
    c.file === undefined
      ? files === undefined || ids.includes(c.id ?? '')
      : (files?.includes(c.file) ?? true) && (c.action !== 'none' || (c.intoFile?.length ?? 0) > 0),
  );
  const pairs: (vscode.Uri | undefined)[][] = [];
  for (const change of chosen.slice(0, 200)) {
    const file = change.file === undefined ? undefined : vscode.Uri.joinPath(env.project.uri, change.file);
    const text = file === undefined ? undefined : (await vscode.workspace.openTextDocument(file)).getText();
    const left =
      file === undefined
        ? newText(fieldsOf(change.remote), new Map())
        : change.settings === undefined
          ? sidesOf(change, text, env.variables).org
          : settingsText(change.settings);
    const org = orgContext.documents.put(env.name, 'org', change.name, left);
    pairs.push([file ?? org, org, file]);
  }
  if (pairs.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0}: files and org say the same.', sanitiseForUi(plan.org)),
    );
    return;
  }
  const [only] = pairs;
  if (pairs.length === 1 && only![2] === undefined) {
    await vscode.window.showTextDocument(only![1]!, { preview: true });
    return;
  }
  if (pairs.length === 1) {
    const [file, org] = only as [vscode.Uri, vscode.Uri];
    const one = vscode.l10n.t('{0}: {1} ↔ file', sanitiseForUi(env.name), sanitiseForUi(chosen[0]!.name));
    await vscode.commands.executeCommand('vscode.diff', org, file, one, { preview: true });
    return;
  }
  const title = vscode.l10n.t('{0} ↔ files', sanitiseForUi(plan.org));
  await vscode.commands.executeCommand('vscode.changes', title, pairs);
}
