import { daysText } from '../../cascade/conflicts/messages';
import { limitsOf } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { sourceRange } from '../../json/string-map';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { otherRetention } from './period';

const LIMITS = limitsOf('policy', ['retentionDays']);

export const rule = defineRule({
  code: 'description-retention-mismatch',
  severity: 'warning',
  title: 'The description states another retention',
  kinds: ['policy'],
  check(ctx) {
    const value = ctx.value as { description?: unknown; retentionDays?: unknown } | undefined;
    const description = value?.description;
    const days = value?.retentionDays;
    if (typeof description !== 'string' || typeof days !== 'number' || !Number.isInteger(days)) return;
    const stated = otherRetention(description, days);
    if (stated === undefined) return;
    const { doc } = ctx;
    const node = ctx.node(['description'])!;
    const retention = ctx.node(['retentionDays'])!;
    const place = sourceRange(doc.text, node, stated.start, stated.end);
    const fixes: Fix[] = [];
    if (stated.days >= LIMITS.minimum && stated.days <= LIMITS.maximum)
      fixes.push({
        title: t('Set retentionDays to {days}', { days: stated.days }),
        safe: false,
        edits: () => replaceNode(retention, stated.days),
      });
    const written = daysText(days);
    if (days >= LIMITS.minimum && days <= LIMITS.maximum)
      fixes.push({
        title: t('Write “{written}” in the description', { written }),
        safe: false,
        edits: () => [{ ...place, newText: written }],
      });
    ctx.report({
      ...place,
      message: t(
        'The description says “{words}”, but retentionDays is {days}, and that is what the org does: who relies on the description is misled about when recordings are deleted. Correct one of the two.',
        { words: stated.words, days },
      ),
      related: [
        {
          uri: doc.uri,
          range: doc.range(retention.start, retention.end),
          message: t('The retention in force: {written}.', { written }),
        },
      ],
      fixes,
    });
  },
});
