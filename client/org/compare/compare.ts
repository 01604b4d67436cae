import * as vscode from 'vscode';
import { isPolicyPath } from '../../../core/document/kinds';
import type { PlannedChange } from '../../../org/commands/plan/plan';
import { newText } from '../../../org/model/edits/payload-edits';
import { fieldsOf } from '../../../org/model/policy/payload';
import { sidesOf } from '../deploy/sides';
import type { Desk } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { plain } from '../text/sanitise';
import { tellFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import type { Targets } from '../ui/targets';

/** Opens the editor's own diff: the org on the left, the file on the right; for several, all of them in one editor. */
export async function compareTargets(desk: Desk, { env, files, ids }: Targets): Promise<void> {
  try {
    if (files?.length === 1 && ids.length === 0 && isPolicyPath(files[0]!)) {
      await compareOne(desk, env, files[0]!);
      return;
    }
    await compareSeveral(desk, env, files, ids);
  } catch (error) {
    await tellFailure(desk, error, env);
  }
}

async function compareOne(desk: Desk, env: EnvironmentRef, file: string): Promise<void> {
  const engine = await env.project.engine();
  const comparison = await withPhases(vscode.l10n.t('Compare with {0}', plain(env.name)), (work) =>
    engine.compare(env.name, file, work),
  );
  const uri = vscode.Uri.joinPath(env.project.uri, file);
  if (comparison.orgText === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} has no policy "{1}" yet: a deploy creates it.',
        plain(env.name),
        plain(comparison.name),
      ),
    );
    return;
  }
  const org = desk.documents.put(env.name, 'org', comparison.name, comparison.orgText);
  const title = vscode.l10n.t('{0}: {1} ↔ file', plain(env.name), plain(comparison.name));
  await vscode.commands.executeCommand('vscode.diff', org, uri, title, { preview: true });
}

/** What the org has of the settings that the file names: a deploy leaves the others as they are. */
function settingsText({ local, remote }: NonNullable<PlannedChange['settings']>): string {
  return `${JSON.stringify(Object.fromEntries(Object.keys(local).map((k) => [k, remote[k]])), null, 2)}\n`;
}

async function compareSeveral(
  desk: Desk,
  env: EnvironmentRef,
  files: readonly string[] | undefined,
  ids: readonly string[],
): Promise<void> {
  const engine = await env.project.engine();
  const plan = await withPhases(vscode.l10n.t('Compare with {0}', plain(env.name)), (work) =>
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
    const org = desk.documents.put(env.name, 'org', change.name, left);
    pairs.push([file ?? org, org, file]);
  }
  if (pairs.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0}: files and org say the same.', plain(plan.org)),
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
    const one = vscode.l10n.t('{0}: {1} ↔ file', plain(env.name), plain(chosen[0]!.name));
    await vscode.commands.executeCommand('vscode.diff', org, file, one, { preview: true });
    return;
  }
  const title = vscode.l10n.t('{0} ↔ files', plain(plan.org));
  await vscode.commands.executeCommand('vscode.changes', title, pairs);
}
