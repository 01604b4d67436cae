import * as vscode from 'vscode';
import type { Access } from '../../../org/commands/access/access';
import type { Capability } from '../../../org/transport/auth/scopes';
import { sanitiseForUi } from '../text/sanitise';

const WORDS: Readonly<Record<Capability, () => string>> = {
  'read-policies': () => vscode.l10n.t('see policies'),
  'write-policies': () => vscode.l10n.t('deploy'),
  'delete-policies': () => vscode.l10n.t('retire'),
  'read-directory': () => vscode.l10n.t('check groups before a deploy'),
  'read-settings': () => vscode.l10n.t('see recording settings'),
  'write-settings': () => vscode.l10n.t('deploy recording settings'),
  'read-orphans': () => vscode.l10n.t('see orphaned recordings'),
  'write-orphans': () => vscode.l10n.t('attach or delete orphaned recordings'),
  'read-audit': () => vscode.l10n.t('read the audit trail'),
};

/** What an OAuth client may do, and which scopes it lacks for the rest. */
export function accessText({ org, capabilities }: Access): {
  readonly complete: boolean;
  readonly text: string;
} {
  const lacking = capabilities.filter((c) => c.missing.length > 0);
  if (lacking.length === 0)
    return { complete: true, text: vscode.l10n.t('Connected to {0}.', sanitiseForUi(org)) };
  const cannot = lacking.map((c) => WORDS[c.capability]()).join(', ');
  const missing = [...new Set(lacking.flatMap((c) => c.missing))].map((s) => sanitiseForUi(s)).join(', ');
  const text = vscode.l10n.t(
    'Connected to {0}, but this OAuth client cannot {1}. Add to it in the org (Admin > Integrations > OAuth): {2}.',
    sanitiseForUi(org),
    cannot,
    missing,
  );
  return { complete: false, text };
}
