import { t } from '../../l10n';
import { deleteDays, mediaRulesOf } from '../../media/media-rules';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'retention-over-org-maximum',
  severity: 'error',
  title: 'Kept longer than the org keeps data',
  kinds: ['mediaPolicy'],
  check(ctx) {
    for (const { environment } of ctx.environments) {
      const maximum = ctx.org.facts(environment.name)?.maximumRetentionDays;
      if (maximum === undefined) continue;
      for (const { path, actions } of mediaRulesOf(ctx.value)) {
        const days = deleteDays(actions['retentionDuration']);
        if (days === undefined || days <= maximum.value) continue;
        ctx.report({
          at: [...path, 'actions', 'retentionDuration', 'deleteRetention', 'days'],
          message: t(
            "Kept {days} days, and the org of {environment} keeps data {maximum} days at most (as read at {asOf}): it refuses the policy. Shorten the retention, or raise the org's own.",
            { days, environment: environment.name, maximum: maximum.value, asOf: maximum.asOf },
          ),
          basis: { environment: environment.name, asOf: maximum.asOf, complete: maximum.complete },
        });
      }
    }
  },
});
