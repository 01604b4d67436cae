import { daysText } from '../../conflicts/words';
import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { schemaAt } from '../../schema/schema';
import { defineRule } from '../api';
import { BOUNDED_PERIODS } from '../psr-periods';

const FIELDS = BOUNDED_PERIODS.map((name) => {
  const minimum = schemaAt('psr', ['retention', name])?.['x-minimum'];
  if (minimum === undefined) throw new Error(`schema psr has no x-minimum at retention/${name}`);
  return { name, minimum };
});

export const rule = defineRule({
  code: 'psr-retention-too-short',
  severity: 'error',
  title: 'Session videos under 90 days or access logs under 365',
  kinds: ['psr'],
  check(ctx) {
    const retention = (ctx.value as { retention?: Record<string, unknown> } | undefined)?.retention;
    for (const { name, minimum } of FIELDS) {
      const days = retention?.[name];
      // 0 and less means without end, which has a rule of its own.
      if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days >= minimum) continue;
      const node = ctx.node(['retention', name])!;
      const values = { name, period: daysText(days), minimum };
      ctx.report({
        node,
        message:
          name === 'sessionVideoDays'
            ? t(
                'Session videos are kept for {period}: an internal security review, PCI DSS and SOC 2 Type II need at least {minimum}, and what is deleted cannot be shown to an auditor. Set {minimum} or more; a year for external audits.',
                values,
              )
            : t(
                'Access logs are kept for {period}: SOC 2 needs at least {minimum}, and what is deleted cannot be shown to an auditor. Set {minimum} or more.',
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
