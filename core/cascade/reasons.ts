import { t } from '../l10n';
import type { CascadeOrder, CascadePolicy } from './types';

/** Why a policy wins. */
export function winReason(
  policy: CascadePolicy,
  order: CascadeOrder,
  next: CascadePolicy | undefined,
): string {
  if (next === undefined) return t('The only policy that matches.');
  return order === 'longest-retention'
    ? t('Keeps recordings the longest of all that match: {days} days.', { days: policy.retentionDays ?? 0 })
    : t('Lowest priority number of all that match: {priority}.', { priority: policy.priority });
}

/** Why nobody can say whether a policy wins. */
export function tieReason(policy: CascadePolicy): string {
  return t('Shares the lowest priority number, {priority}, with another policy: the last write wins.', {
    priority: policy.priority,
  });
}

/** Why a policy loses. */
export function lossReason(
  policy: CascadePolicy,
  winner: CascadePolicy,
  order: CascadeOrder,
  tied: boolean,
): string {
  const values = {
    priority: policy.priority,
    days: policy.retentionDays ?? 0,
    winner: winner.label,
    winnerPriority: winner.priority,
    winnerDays: winner.retentionDays ?? 0,
  };
  if (order === 'longest-retention')
    return t('Its {days} days are not longer than the {winnerDays} days of “{winner}”.', values);
  return tied
    ? t('Priority {priority} is above {winnerPriority}, which “{winner}” and another have.', values)
    : t('Priority {priority} is above the {winnerPriority} of “{winner}”.', values);
}
