import { daysText, listText } from '../../cascade/conflicts/messages';
import { minimumRetention, type RetentionMinimum } from '../../cascade/conflicts/retention';
import { limitsOf } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

const LIMITS = limitsOf('policy', ['retentionDays']);

export const rule = defineRule({
  code: 'retention-below-environment-minimum',
  severity: 'error',
  title: "Retention below an environment's minimum",
  kinds: ['policy'],
  check(ctx) {
    const days = (ctx.value as { retentionDays?: unknown } | undefined)?.retentionDays;
    if (typeof days !== 'number' || !Number.isInteger(days) || days < LIMITS.minimum) return;
    let broken: { name: string; minimum: RetentionMinimum }[] | undefined;
    for (const { environment } of ctx.environments) {
      const minimum = minimumRetention(environment, ctx.org.facts(environment.name));
      if (minimum === undefined || days >= minimum.days) continue;
      broken ??= [];
      broken.push({ name: environment.name, minimum });
    }
    if (broken === undefined) return;
    const node = ctx.node(['retentionDays'])!;
    const highest = Math.max(...broken.map((b) => b.minimum.days));
    const fetched = broken.find((b) => b.minimum.asOf !== undefined);
    const environments = listText(broken.map(minimumText));
    ctx.report({
      node,
      message: t(
        'Retention of {period} is below the minimum of {environments}: the org would silently keep these recordings longer than the file says. Set at least {highest} days.',
        { period: daysText(days), environments, highest },
      ),
      fixes:
        highest > LIMITS.maximum
          ? []
          : [
              {
                title: t('Set retentionDays to {highest}', { highest }),
                safe: false,
                edits: () => replaceNode(node, highest),
              },
            ],
      ...(fetched === undefined
        ? undefined
        : {
            basis: {
              environment: fetched.name,
              asOf: fetched.minimum.asOf!,
              complete: fetched.minimum.complete,
            },
          }),
    });
  },
});

function minimumText({ name, minimum }: { name: string; minimum: RetentionMinimum }): string {
  const values = { name: name === '' ? t('the org') : name, days: minimum.days, asOf: minimum.asOf ?? '' };
  return minimum.asOf === undefined
    ? t('{name} ({days} days, by recpolicy.config.json)', values)
    : t('{name} ({days} days, as read from the org at {asOf})', values);
}
