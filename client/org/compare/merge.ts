import * as vscode from 'vscode';
import { baseName } from '../../../core/document/kinds';
import type { Comparison } from '../../../org/commands/compare/compare';
import { commandId } from '../../org-commands';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { showFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';

/**
 * Opens the merge editor: what the org has, what the file has, and the last common base. Nothing counts as
 * merged until the person says so afterwards; the deploy that follows shows once more what it writes.
 */
export async function openMerge(orgContext: OrgContext, env: EnvironmentRef, file: string): Promise<void> {
  try {
    const engine = await env.project.engine();
    const sides = await withPhases(vscode.l10n.t('Merge with {0}', sanitiseForUi(env.name)), (work) =>
      engine.compare(env.name, file, work),
    );
    if (sides.orgText === undefined || sides.id === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          '{0} has no policy "{1}": there is nothing to merge.',
          sanitiseForUi(env.name),
          sanitiseForUi(sides.name),
        ),
      );
      return;
    }
    await show(orgContext, env, sides, sides.orgText);
    const uri = vscode.Uri.joinPath(env.project.uri, file);
    await untilDone(uri);
    await askMerged(orgContext, env, sides);
  } catch (error) {
    await showFailure(orgContext, error, env);
  }
}

async function show(
  orgContext: OrgContext,
  env: EnvironmentRef,
  sides: Comparison,
  orgText: string,
): Promise<void> {
  const put = (side: string, text: string) => orgContext.documents.put(env.name, side, sides.name, text);
  const output = vscode.Uri.joinPath(env.project.uri, sides.file);
  await vscode.commands.executeCommand('_open.mergeEditor', {
    base: put('base', sides.baseText ?? ''),
    input1: {
      uri: put('org', orgText),
      title: vscode.l10n.t('Org'),
      description: sanitiseForUi(env.name),
      detail: vscode.l10n.t('what the org has now'),
    },
    input2: {
      uri: put('here', sides.fileText),
      title: vscode.l10n.t('File'),
      description: baseName(sides.file),
      detail: vscode.l10n.t('what the file says'),
    },
    output,
  });
}

/** Resolves when the file has been saved, or its merge editor closed. */
function untilDone(uri: vscode.Uri): Promise<void> {
  const name = baseName(uri.path);
  return new Promise((resolve) => {
    const done = () => {
      for (const d of listeners) d.dispose();
      resolve();
    };
    const listeners = [
      vscode.workspace.onDidSaveTextDocument((d) => {
        if (d.uri.toString() === uri.toString()) done();
      }),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        // The stable API has no name for a merge editor's input: its label is what is left.
        if (closed.some((t) => !(t.input instanceof vscode.TabInputText) && t.label.includes(name))) done();
      }),
    ];
  });
}

async function askMerged(orgContext: OrgContext, env: EnvironmentRef, sides: Comparison): Promise<void> {
  const deploy = vscode.l10n.t('Deploy…');
  const later = vscode.l10n.t('Merged, Deploy Later');
  const message = vscode.l10n.t(
    'Does the file now say what "{0}" is to be in {1}? Then the org\'s version counts as merged.',
    sanitiseForUi(sides.name),
    sanitiseForUi(env.name),
  );
  const chosen = await vscode.window.showInformationMessage(message, deploy, later);
  if (chosen === undefined) return;
  await markMerged(orgContext, env, sides.file, sides);
  if (chosen === deploy)
    await vscode.commands.executeCommand(
      commandId('deploy'),
      vscode.Uri.joinPath(env.project.uri, sides.file),
      env.name,
    );
}

/** Makes the org's version the common base, after a person merged it into the file. */
export async function markMerged(
  orgContext: OrgContext,
  env: EnvironmentRef,
  file: string,
  seen: Pick<Comparison, 'id' | 'etag'>,
): Promise<void> {
  if (seen.id === undefined) return;
  const engine = await env.project.engine();
  await engine.markMerged(env.name, file, { id: seen.id, etag: seen.etag });
  orgContext.refusals.clear(env, [file]);
  await orgContext.model.refresh(env);
}
