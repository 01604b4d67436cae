import * as vscode from 'vscode';
import type { OrphanRecording } from '../../../org/backends/backend';
import { isOrgError } from '../../../org/transport/errors/org-error';
import { ask } from '../deploy/confirm';
import { fieldText } from '../deploy/fields';
import type { OrgContext } from '../org-context';
import { pathOf } from '../projects/editor-source';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { isNode } from '../tree/nodes';
import { showFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import { environmentOf } from '../ui/targets';
import { askAttachment } from './attach-input';
import { extensionOf, orphanName } from './naming';

interface ChosenOrphan {
  readonly env: EnvironmentRef;
  readonly orphan: OrphanRecording;
}

/** The recording of the tree's node, else the one that is picked from a list. */
async function chosenOrphan(
  orgContext: OrgContext,
  arg: unknown,
  title: string,
): Promise<ChosenOrphan | undefined> {
  if (isNode(arg) && arg.type === 'orphan') return { env: arg.env, orphan: arg.orphan };
  const env = await environmentOf(orgContext, arg);
  if (env === undefined) return undefined;
  const list = await orgContext.model.orphans(env);
  if (list.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} has no orphaned recordings.', sanitiseForUi(env.name)),
    );
    return undefined;
  }
  const items = list.map((orphan) => ({
    label: sanitiseForUi(orphanName(orphan)),
    description: sanitiseForUi(orphan.createdTime ?? ''),
    detail: sanitiseForUi(orphan.recording?.conversationId ?? ''),
    orphan,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked === undefined ? undefined : { env, orphan: picked.orphan };
}

/**
 * Fetches the recording into the window's own folder and opens it in the player that the system has for it.
 */
export async function playOrphan(orgContext: OrgContext, arg: unknown): Promise<void> {
  await guarded(orgContext, arg, vscode.l10n.t('Play Recording'), async ({ env, orphan }) => {
    // The org is asked each time: it alone knows whether the recording may still be heard.
    const files = await download(env, orphan, await orgContext.played.fileFor(orgContext, env, orphan));
    for (const one of files.slice(0, 1)) await open(one);
  });
}

/**
 * Text, pictures, sound and film that VS Code can show are shown in it; the rest goes to the system's own
 * player.
 */
async function open(file: vscode.Uri): Promise<void> {
  if (/\.(wav|mp3|ogg|webm|mp4|txt|json)$/i.test(file.path))
    await vscode.commands.executeCommand('vscode.open', file);
  else await vscode.env.openExternal(file);
}

export async function downloadOrphan(orgContext: OrgContext, arg: unknown): Promise<void> {
  await guarded(orgContext, arg, vscode.l10n.t('Download Recording'), async ({ env, orphan }) => {
    const name = `${orphan.id.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 80)}${extensionOf(orphan)}`;
    const defaultUri = vscode.Uri.joinPath(env.project.uri, name);
    const target = await vscode.window.showSaveDialog({
      defaultUri,
      title: vscode.l10n.t('Download Recording'),
    });
    if (target === undefined) return;
    // The dialog has asked whether a file that is there may be replaced; the engine itself replaces nothing.
    if (await exists(target)) await vscode.workspace.fs.delete(target, { useTrash: true });
    const files = await download(env, orphan, target);
    const show = vscode.l10n.t('Open');
    const message =
      files.length === 1
        ? vscode.l10n.t('Downloaded to {0}.', vscode.workspace.asRelativePath(files[0]!))
        : vscode.l10n.t('Downloaded in {0} parts.', files.length);
    void vscode.window.showInformationMessage(message, show).then((chosen) => {
      if (chosen === show) void open(files[0]!);
    });
  });
}

export async function deleteOrphan(orgContext: OrgContext, arg: unknown): Promise<void> {
  await guarded(orgContext, arg, vscode.l10n.t('Delete Recording'), async ({ env, orphan }) => {
    const engine = await env.project.engine();
    const outcome = await withPhases(
      vscode.l10n.t('Deleting a recording in {0}', sanitiseForUi(env.name)),
      (work) =>
        engine.deleteOrphan(
          env.name,
          orphan.id,
          {
            confirm: async (plan) => {
              const answer = await ask(plan, {
                message: vscode.l10n.t(
                  'Delete the recording "{0}" in {1}?',
                  sanitiseForUi(orphanName(orphan)),
                  sanitiseForUi(plan.org),
                ),
                detail: [vscode.l10n.t('This cannot be undone.')],
                action: vscode.l10n.t('Delete'),
              });
              return answer === 'look' ? { approved: false } : answer;
            },
          },
          work,
        ),
    );
    await orgContext.played.forget(orgContext, env, orphan.id);
    orgContext.model.forgetLists();
    void vscode.window.showInformationMessage(
      outcome === 'deleted'
        ? vscode.l10n.t('The recording is deleted.')
        : vscode.l10n.t('The recording was gone already.'),
    );
  });
}

export async function attachOrphan(orgContext: OrgContext, arg: unknown): Promise<void> {
  await guarded(orgContext, arg, vscode.l10n.t('Attach Recording'), async ({ env, orphan }) => {
    const request = await askAttachment(env, orphan);
    if (request === undefined) return;
    const engine = await env.project.engine();
    await withPhases(vscode.l10n.t('Attaching a recording in {0}', sanitiseForUi(env.name)), (work) =>
      engine.attachOrphan(
        env.name,
        orphan.id,
        request,
        {
          confirm: async (plan) => {
            const answer = await ask(plan, {
              message: vscode.l10n.t(
                'Attach the recording "{0}" in {1}?',
                sanitiseForUi(orphanName(orphan)),
                sanitiseForUi(plan.org),
              ),
              detail: plan.changes.flatMap((c) => c.fields.map((f) => fieldText(f))),
              action: vscode.l10n.t('Attach'),
            });
            return answer === 'look' ? { approved: false } : answer;
          },
        },
        work,
      ),
    );
    orgContext.model.forgetLists();
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The recording is attached to the conversation {0}.',
        sanitiseForUi(request.conversationId),
      ),
    );
  });
}

async function download(
  env: EnvironmentRef,
  orphan: OrphanRecording,
  target: vscode.Uri,
): Promise<vscode.Uri[]> {
  const engine = await env.project.engine();
  const files = await withPhases(
    vscode.l10n.t('Downloading a recording of {0}', sanitiseForUi(env.name)),
    (work) => engine.downloadOrphan(env.name, { id: orphan.id, file: pathOf(target), ...work }),
  );
  return files.map((f) => vscode.Uri.file(f));
}

async function guarded(
  orgContext: OrgContext,
  arg: unknown,
  title: string,
  work: (chosen: ChosenOrphan) => Promise<void>,
): Promise<void> {
  let env: EnvironmentRef | undefined;
  try {
    const chosen = await chosenOrphan(orgContext, arg, title);
    env = chosen?.env;
    if (chosen !== undefined) await work(chosen);
  } catch (error) {
    if (!isOrgError(error, 'not-confirmed')) await showFailure(orgContext, error, env);
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
