import * as vscode from 'vscode';
import type { OrphanRecording } from '../../../org/backends/backend';
import { type AttachRequest, attachPayload } from '../../../org/commands/orphans/attach';
import { isOrgError } from '../../../org/transport/errors/org-error';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { orphanName } from './naming';

/**
 * Asks for the conversation and, if wanted, the dates; each answer is checked by the engine's own rules while
 * it is typed.
 */
export async function askAttachment(
  env: EnvironmentRef,
  orphan: OrphanRecording,
): Promise<AttachRequest | undefined> {
  const title = vscode.l10n.t(
    'Attach "{0}" in {1}',
    sanitiseForUi(orphanName(orphan)),
    sanitiseForUi(env.name),
  );
  const ask = (step: number, prompt: string, value: string, make: (text: string) => AttachRequest) =>
    vscode.window.showInputBox({
      title: `${title} (${step}/3)`,
      prompt,
      value,
      ignoreFocusOut: true,
      validateInput: (text) => fault(env, make(text)),
    });
  const conversationId = await ask(
    1,
    vscode.l10n.t('Id of the conversation'),
    orphan.recording?.conversationId ?? '',
    (text) => ({ conversationId: text }),
  );
  if (conversationId === undefined) return undefined;
  const archiveDate = await ask(2, vscode.l10n.t('Archive date, as 2027-01-31; empty: none'), '', (text) => ({
    conversationId,
    archiveDate: text,
  }));
  if (archiveDate === undefined) return undefined;
  const deleteDate = await ask(
    3,
    vscode.l10n.t('Delete date, after the archive date; empty: none'),
    '',
    (text) => ({ conversationId, archiveDate, deleteDate: text }),
  );
  if (deleteDate === undefined) return undefined;
  return {
    conversationId,
    ...(archiveDate === '' ? {} : { archiveDate }),
    ...(deleteDate === '' ? {} : { deleteDate }),
  };
}

function fault(env: EnvironmentRef, request: AttachRequest): string | undefined {
  try {
    attachPayload(env.name, request, Date.now());
    return undefined;
  } catch (error) {
    if (!isOrgError(error)) throw error;
    const { what, advice } = error.details;
    return sanitiseForUi(`${what}. ${advice}`, 200);
  }
}
