import { isRecord } from '../../config/read';
import { t } from '../../l10n';
import { deleteDays, type MediaRule, mediaRulesOf, says } from '../../media/media-rules';
import { defineRule, type RuleContext } from '../api';

/** Actions that somebody has to listen to the recording for. */
const ASSIGNED = [
  'assignEvaluations',
  'assignMeteredEvaluations',
  'assignMeteredAssignmentByAgent',
  'assignCalibrations',
] as const;
/** Of these, the ones that are assigned at any time within a period. */
const METERED = ['assignMeteredEvaluations', 'assignMeteredAssignmentByAgent'] as const;

const DAYS: Readonly<Record<string, number>> = { months: 30, weeks: 7, days: 1, hours: 1 / 24 };

export const rule = defineRule({
  code: 'deleted-before-evaluated',
  severity: 'warning',
  title: 'Recordings deleted before they are evaluated',
  kinds: ['mediaPolicy'],
  check(ctx) {
    for (const part of mediaRulesOf(ctx.value)) {
      checkAtOnce(ctx, part);
      checkPeriods(ctx, part);
    }
  },
});

/** A recording that is deleted at once is never heard. */
function checkAtOnce(ctx: RuleContext, { path, actions }: MediaRule): void {
  const flag =
    actions['alwaysDelete'] === true
      ? 'alwaysDelete'
      : actions['deleteRecording'] === true && actions['retainRecording'] !== true
        ? 'deleteRecording'
        : undefined;
  const assigned = ASSIGNED.find((name) => says(actions[name]));
  if (flag === undefined || assigned === undefined) return;
  ctx.report({
    at: [...path, 'actions', flag],
    message: t(
      '"{flag}" deletes the recordings for which "{assigned}" assigns an evaluation: the evaluator finds nothing to listen to. Keep them, or take the assignment out.',
      { flag, assigned },
    ),
  });
}

function checkPeriods(ctx: RuleContext, { path, actions }: MediaRule): void {
  const days = deleteDays(actions['retentionDuration']);
  if (days === undefined) return;
  for (const name of METERED) {
    const list = actions[name];
    for (const [i, one] of (Array.isArray(list) ? list : []).entries()) {
      const period = isRecord(one) ? daysOf(one['timeInterval']) : 0;
      if (period <= days) continue;
      ctx.report({
        at: [...path, 'actions', name, i, 'timeInterval'],
        message: t(
          'Evaluations are assigned within {period} days, and the recordings are deleted after {days}: some are gone before they are evaluated. Keep them {period} days, or shorten the period.',
          { period: Math.ceil(period), days },
        ),
      });
    }
  }
}

/** A period in days; months are taken for 30, so that none is called too long that may fit. */
function daysOf(interval: unknown): number {
  if (!isRecord(interval)) return 0;
  return Object.entries(DAYS).reduce((sum, [unit, days]) => {
    const count = interval[unit];
    return typeof count === 'number' && count > 0 ? sum + count * days : sum;
  }, 0);
}
