import * as vscode from 'vscode';
import type { StatusItem } from '../../../org/commands/status/status';
import type { AppearanceState } from './appearance';

const WORDS: Readonly<Record<AppearanceState, () => string>> = {
  'in-sync': () => vscode.l10n.t('in sync'),
  'changed-here': () => vscode.l10n.t('changed here'),
  'changed-in-org': () => vscode.l10n.t('changed in the org'),
  'changed-both': () => vscode.l10n.t('changed on both sides'),
  conflict: () => vscode.l10n.t('conflict: changed on both sides'),
  'only-here': () => vscode.l10n.t('only here'),
  removed: () => vscode.l10n.t('file removed here'),
  'only-in-org': () => vscode.l10n.t('only in the org'),
  'deleted-in-org': () => vscode.l10n.t('deleted in the org'),
  retired: () => vscode.l10n.t('retired'),
  retiring: () => vscode.l10n.t('retiring'),
  disabled: () => vscode.l10n.t('disabled'),
  blocked: () => vscode.l10n.t('blocked'),
};

const NEVER_DEPLOYED = () => vscode.l10n.t('differs, never deployed from here');

/** The words for a state, with what else is to be said of the policy. */
export function stateText(state: AppearanceState, item: StatusItem): string {
  const words = item.state === 'never-deployed' ? NEVER_DEPLOYED() : WORDS[state]();
  const also = item.disabled && state !== 'disabled' ? `, ${WORDS.disabled()}` : '';
  return words + also;
}
