import * as vscode from 'vscode';
import type { ItemResult } from '../../../org/commands/session';
import { isOrgError } from '../../../org/transport/errors/org-error';
import { sanitiseForUi, sanitiseMessage } from '../text/sanitise';

const MAX_NAMES = 5;

/**
 * What became of a deploy in a sentence or two. Where it did not run to its end: what was written, what is
 * not known, and what was not tried, by name.
 */
export function summaryText(summary: string, items: readonly ItemResult[]): string {
  const of = (...outcomes: ItemResult['outcome'][]) => items.filter((i) => outcomes.includes(i.outcome));
  const line = sanitiseMessage(summary);
  if (of('unknown', 'not-tried').length > 0) {
    const parts = [
      vscode.l10n.t('Written: {0}.', names(of('done'))),
      ...(of('failed', 'blocked').length > 0
        ? [vscode.l10n.t('Refused: {0}.', names(of('failed', 'blocked')))]
        : []),
      ...(of('unknown').length > 0
        ? [vscode.l10n.t('Not known whether it arrived: {0}. Finish finds out.', names(of('unknown')))]
        : []),
      ...(of('not-tried').length > 0 ? [vscode.l10n.t('Not tried: {0}.', names(of('not-tried')))] : []),
    ];
    return [line, ...parts].join(' ');
  }
  const wrong = items.filter((i) => i.outcome !== 'done');
  return wrong.length === 1 ? `${line} ${sanitiseForUi(wrong[0]!.name)}: ${why(wrong[0]!)}` : line;
}

/** The reason without the address of the request: that is in the output. */
function why({ error, message }: ItemResult): string {
  if (!isOrgError(error)) return sanitiseForUi(message, 400);
  const { what, advice } = error.details;
  return sanitiseForUi(`${what}. ${advice}`, 400);
}

function names(items: readonly ItemResult[]): string {
  if (items.length === 0) return vscode.l10n.t('nothing');
  const shown = items.slice(0, MAX_NAMES).map((i) => sanitiseForUi(i.name));
  const more = items.length - shown.length;
  return more === 0 ? shown.join(', ') : vscode.l10n.t('{0} and {1} more', shown.join(', '), more);
}
