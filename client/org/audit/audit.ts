import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import { parseIsoDate } from '../../../core/text/iso-date';
import type { OrgContext } from '../org-context';
import { pathOf } from '../projects/editor-source';
import { sanitiseForUi } from '../text/sanitise';
import { isNode } from '../tree/nodes';
import { showFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import { environmentOf } from '../ui/targets';

/** The progress of an export stands beside its file: one that is there is gone on with. */
const progressOf = (file: string): string => `${file}.progress.json`;

/** Opens a record as a read-only document. */
export async function showAuditRecord(orgContext: OrgContext, arg: unknown): Promise<void> {
  if (!isNode(arg) || arg.type !== 'audit') return;
  const { record, env } = arg;
  const uri = orgContext.documents.put(env.name, 'audit', record.id, `${JSON.stringify(record, null, 2)}\n`);
  await vscode.window.showTextDocument(uri, { preview: true });
}

/**
 * Asks from when to when and into which file, then exports with progress; run again on the same file it goes
 * on.
 */
export async function exportAudit(orgContext: OrgContext, arg: unknown): Promise<void> {
  const env = await environmentOf(orgContext, arg);
  if (env === undefined) return;
  const title = vscode.l10n.t('Export the audit trail of {0}', sanitiseForUi(env.name));
  const now = new Date();
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const from = await askDate(
    `${title} (1/3)`,
    vscode.l10n.t('From (UTC)'),
    day(now.getTime() - 30 * 86_400_000),
  );
  if (from === undefined) return;
  const to = await askDate(`${title} (2/3)`, vscode.l10n.t('To (UTC)'), now.toISOString(), from);
  if (to === undefined) return;
  const masks = await pickMasks(`${title} (3/3)`);
  if (masks === undefined) return;
  const safe = env.name.replace(/[^A-Za-z0-9-]/g, '_');
  const target = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(env.project.uri, `audit-${safe}-${from.slice(0, 10)}.ndjson`),
    title,
    filters: { NDJSON: ['ndjson', 'jsonl'] },
  });
  if (target === undefined) return;
  try {
    const file = pathOf(target);
    // The dialog has asked whether a file that is there may be replaced; an export of ours is gone on with
    // instead.
    if (existsSync(file) && !existsSync(progressOf(file)))
      await vscode.workspace.fs.delete(target, { useTrash: true });
    const engine = await env.project.engine();
    const result = await withPhases(title, (work) =>
      engine.exportAudit(env.name, { from, to, file, mask: masks, ...work }),
    );
    const open = vscode.l10n.t('Open File');
    const text = vscode.l10n.t(
      '{0} records in {1}, {2} of them new.',
      result.records,
      vscode.workspace.asRelativePath(target),
      result.added,
    );
    void vscode.window.showInformationMessage(text, open).then((chosen) => {
      if (chosen === open) void vscode.window.showTextDocument(target);
    });
  } catch (error) {
    await showFailure(orgContext, error, env);
  }
}

function askDate(title: string, prompt: string, value: string, after?: string): Thenable<string | undefined> {
  return vscode.window
    .showInputBox({
      title,
      prompt,
      value,
      ignoreFocusOut: true,
      validateInput: (text) => {
        const ms = parseIsoDate(text);
        if (ms === undefined) return vscode.l10n.t('Write a date like 2026-01-31 or 2026-01-31T12:00:00Z.');
        if (after !== undefined && ms <= Date.parse(after))
          return vscode.l10n.t('The end must be after the start.');
        return undefined;
      },
    })
    .then((text) =>
      text === undefined ? undefined : new Date(parseIsoDate(text) ?? Number.NaN).toISOString(),
    );
}

async function pickMasks(title: string): Promise<string[] | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: 'ipAddress', picked: true },
      { label: 'userAgent', picked: true },
    ],
    { title, placeHolder: vscode.l10n.t('Fields to mask in the file'), canPickMany: true },
  );
  return picked?.map((p) => p.label);
}
