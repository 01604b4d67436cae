import { minimumRetention } from '../../cascade/conflicts/retention';
import { limitsOf } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

const LIMITS = limitsOf('policy', ['retentionDays']);

export const rule = defineRule({
  code: 'retention-out-of-range',
  severity: 'error',
  title: 'Retention outside 1–365 days',
  kinds: ['policy'],
  check(ctx) {
    const days = (ctx.value as { retentionDays?: unknown } | undefined)?.retentionDays;
    if (typeof days !== 'number' || !Number.isInteger(days)) return;
    if (days >= LIMITS.minimum && days <= LIMITS.maximum) return;
    const node = ctx.node(['retentionDays'])!;
    const values = { days, minimum: LIMITS.minimum, maximum: LIMITS.maximum };
    const nearest = days < LIMITS.minimum ? leastAllowed(ctx) : LIMITS.maximum;
    ctx.report({
      node,
      message:
        days < LIMITS.minimum
          ? t(
              'Retention of {days} days: the org keeps screen recordings for at least {minimum} day and rejects this. Set {minimum} to {maximum} days, or disable the policy to record nothing.',
              values,
            )
          : t(
              'Retention of {days} days: the org keeps screen recordings for at most {maximum} days and rejects more. Set {minimum} to {maximum} days, and archive elsewhere what must be kept longer.',
              values,
            ),
      fixes: [
        {
          title: t('Set retentionDays to {nearest}', { nearest }),
          safe: false,
          edits: () => replaceNode(node, nearest),
        },
      ],
    });
  },
});

/** The fewest days that every environment of the file keeps as they are. */
function leastAllowed(ctx: RuleContext): number {
  let least = LIMITS.minimum;
  for (const { environment } of ctx.environments) {
    const minimum = minimumRetention(environment, ctx.org.facts(environment.name))?.days;
    if (minimum !== undefined && minimum <= LIMITS.maximum) least = Math.max(least, minimum);
  }
  return least;
}
