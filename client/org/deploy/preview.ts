import * as vscode from 'vscode';
import { type Plan, type PlannedChange, writesOf } from '../../../org/commands/plan/plan';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { SCHEME } from '../ui/virtual-documents';
import { sidesOf } from './sides';

/** More files than this are not opened side by side at once. */
const MAX_SHOWN = 100;

interface PreviewPair {
  readonly name: string;
  readonly resource: vscode.Uri;
  readonly org: vscode.Uri;
  readonly next: vscode.Uri;
}

/**
 * Shows what a plan would write in the editor's own diff: the org on the left, what it would become on the
 * right.
 */
export async function showPreview(orgContext: OrgContext, env: EnvironmentRef, plan: Plan): Promise<void> {
  const { variables } = env;
  const pairs: PreviewPair[] = [];
  for (const change of writesOf(plan).slice(0, MAX_SHOWN))
    pairs.push(await pairOf(orgContext, env, change, variables));
  if (pairs.length === 1) {
    const { org, next, name } = pairs[0]!;
    const one = vscode.l10n.t(
      '{0}: {1}, now ↔ after the deploy',
      sanitiseForUi(plan.org),
      sanitiseForUi(name),
    );
    await vscode.commands.executeCommand('vscode.diff', org, next, one, {
      preview: true,
      preserveFocus: true,
    });
  } else if (pairs.length > 1) {
    await vscode.commands.executeCommand(
      'vscode.changes',
      title(sanitiseForUi(plan.org)),
      pairs.map((p) => [p.resource, p.org, p.next]),
    );
  }
}

/** Closes what previews have opened, once they have served. */
export async function closePreviews(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((g) => g.tabs).filter(isPreview);
  if (tabs.length > 0) await vscode.window.tabGroups.close(tabs, true);
}

function isPreview(tab: vscode.Tab): boolean {
  const { input } = tab;
  if (input instanceof vscode.TabInputTextDiff)
    return input.original.scheme === SCHEME && input.modified.scheme === SCHEME;
  // The tab of several diffs has no input that the stable API names.
  return !(input instanceof vscode.TabInputText) && tab.label.includes(title(''));
}

async function pairOf(
  orgContext: OrgContext,
  env: EnvironmentRef,
  change: PlannedChange,
  variables: Readonly<Record<string, string>>,
): Promise<PreviewPair> {
  const file = change.file === undefined ? undefined : vscode.Uri.joinPath(env.project.uri, change.file);
  const text = file === undefined ? undefined : (await vscode.workspace.openTextDocument(file)).getText();
  const sides = sidesOf(change, text, variables);
  const org = orgContext.documents.put(env.name, 'org', change.name, sides.org);
  const next = orgContext.documents.put(env.name, 'planned', change.name, sides.next ?? text ?? '');
  return { name: change.name, resource: file ?? next, org, next };
}

const title = (org: string): string => vscode.l10n.t('{0}: now ↔ after the deploy', org);
