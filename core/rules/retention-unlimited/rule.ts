import { shown } from '../../document/schema/consequence';
import { schemaAt } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { isUnlimited, PSR_PERIODS } from '../psr-periods';

export const rule = defineRule({
  code: 'retention-unlimited',
  severity: 'warning',
  title: 'Videos or logs kept without end',
  kinds: ['psr'],
  check(ctx) {
    const retention = (ctx.value as { retention?: Record<string, unknown> } | undefined)?.retention;
    for (const name of PSR_PERIODS) {
      const days = retention?.[name];
      const unlimited =
        typeof days === 'number'
          ? Number.isInteger(days) && days <= 0
          : typeof days === 'string' && isUnlimited(days);
      if (!unlimited) continue;
      const node = ctx.node(['retention', name])!;
      if (node.broken) continue;
      const schema = schemaAt('psr', ['retention', name]);
      const minimum = Number(schema?.['x-minimum'] ?? schema?.default);
      const values = { name, value: shown(days), minimum };
      ctx.report({
        node,
        message:
          name === 'archiveAfterDays'
            ? t(
                '{name} of {value} is no period: session videos stay in the costly active storage without end, or never come to it. Set a number of days, such as {minimum}, or give the business reason in a directive.',
                values,
              )
            : t(
                '{name} of {value} keeps everything without end: costs grow, and whoever breaks in finds more, without any gain in security. Set a number of days, {minimum} at least, or give the business reason in a directive.',
                values,
              ),
        fixes: [
          {
            title: t('Set {name} to {minimum}', values),
            safe: false,
            edits: () => replaceNode(node, minimum),
          },
        ],
      });
    }
  },
});
