import { isRecord } from '../../config/read';
import { t } from '../../l10n';
import { type MediaRule, mediaRulesOf } from '../../media/media-rules';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'matches-nobody',
  severity: 'warning',
  title: 'Conditions that nothing can meet',
  kinds: ['mediaPolicy'],
  check(ctx) {
    if (!isRecord(ctx.value) || ctx.value['enabled'] === false) return;
    for (const part of mediaRulesOf(ctx.value)) {
      checkDates(ctx, part);
      checkHours(ctx, part);
    }
  },
});

function checkDates(ctx: RuleContext, { path, conditions }: MediaRule): void {
  const ranges = conditions['dateRanges'];
  if (!Array.isArray(ranges) || ranges.length === 0) return;
  const ends = ranges.map((range) =>
    typeof range === 'string' ? Date.parse(range.split('/')[1] ?? '') : Number.NaN,
  );
  // A range that cannot be read may lie anywhere.
  if (!ends.every((end) => end < Date.now())) return;
  const last = new Date(Math.max(...ends)).toISOString().slice(0, 10);
  ctx.report({
    at: [...path, 'conditions', 'dateRanges'],
    message: t(
      'All of these dates are past, the last ended on {last}: the policy applies to nothing any more. Give it later dates, or disable or retire it.',
      { last },
    ),
  });
}

function checkHours(ctx: RuleContext, { path, conditions }: MediaRule): void {
  const allowed = conditions['timeAllowed'];
  const slots = isRecord(allowed) ? allowed['timeSlots'] : undefined;
  if (!Array.isArray(slots) || slots.length === 0) return;
  const isEmpty = (slot: unknown) =>
    isRecord(slot) &&
    typeof slot['startTime'] === 'string' &&
    typeof slot['stopTime'] === 'string' &&
    slot['startTime'] === slot['stopTime'];
  if (!slots.every(isEmpty)) return;
  ctx.report({
    at: [...path, 'conditions', 'timeAllowed', 'timeSlots'],
    message: t(
      'Every time slot ends when it begins, so no hour is left in which the policy applies. Correct the times, or take "timeAllowed" out if every hour is meant.',
    ),
  });
}
