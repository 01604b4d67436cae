import { limitsOf } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

const FIELDS = (['requestsPerMinute', 'maxRecordsPerDay'] as const).map((name) => ({
  name,
  ...limitsOf('psr', ['auditExport', name]),
}));

export const rule = defineRule({
  code: 'audit-rate-limit',
  severity: 'error',
  title: 'An audit export beyond the rate limit',
  kinds: ['psr'],
  check(ctx) {
    const settings = (ctx.value as { auditExport?: Record<string, unknown> } | undefined)?.auditExport;
    for (const { name, minimum, maximum } of FIELDS) {
      const count = settings?.[name];
      if (typeof count !== 'number' || !Number.isInteger(count)) continue;
      if (count >= minimum && count <= maximum) continue;
      const node = ctx.node(['auditExport', name])!;
      const values = { name, count, minimum, maximum };
      ctx.report({
        node,
        message: messageOf(name, count < minimum, values),
        fixes: [
          {
            title: t('Set {name} to {maximum}', values),
            safe: false,
            edits: () => replaceNode(node, maximum),
          },
        ],
      });
    }
  },
});

function messageOf(name: string, below: boolean, values: Record<string, string | number>): string {
  if (below)
    return t(
      '{name} is {count}: with less than {minimum}, nothing is exported. Set {minimum} to {maximum}.',
      values,
    );
  if (name === 'requestsPerMinute')
    return t(
      '{count} requests a minute: an org answers at most {maximum} and refuses the rest with 429, which leaves gaps in the export. Set {maximum} or fewer.',
      values,
    );
  return t(
    '{count} records a day: more than {maximum} need a back-off that this export has not, and leave gaps when the org slows it down. Set {maximum} or fewer.',
    values,
  );
}
