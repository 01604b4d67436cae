import { daysText } from '../../cascade/conflicts/messages';
import { isRecord } from '../../config/read';
import { schemaAt } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { insertProperties } from '../../edit/insert';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { BOUNDED_PERIODS } from '../psr-periods';

const FIELDS = BOUNDED_PERIODS.map((name) => {
  const minimum = schemaAt('psr', ['retention', name])?.['x-minimum'];
  if (minimum === undefined) throw new Error(`schema psr has no x-minimum at retention/${name}`);
  return { name, minimum };
});
type BoundedField = (typeof FIELDS)[number];

export const rule = defineRule({
  code: 'psr-retention-too-short',
  severity: 'error',
  title: 'Session videos under 90 days or access logs under 365',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; retention?: unknown } | undefined;
    const retention = settings?.retention;
    if (retention !== undefined && !isRecord(retention)) return;
    for (const field of FIELDS) reportShort(ctx, field, retention?.[field.name]);
    if (settings?.enabled === true)
      reportAbsent(
        ctx,
        FIELDS.filter(({ name }) => retention?.[name] === undefined),
      );
  },
});

function reportShort(ctx: RuleContext, { name, minimum }: BoundedField, days: unknown): void {
  // 0 and less means without end, which has a rule of its own.
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days >= minimum) return;
  const node = ctx.node(['retention', name]);
  if (node === undefined) return;
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

/** One finding for all absent periods, at their owner, or at the switch that makes them matter. */
function reportAbsent(ctx: RuleContext, absent: readonly BoundedField[]): void {
  const root = ctx.doc.root;
  const owner = ctx.node(['retention']);
  if (absent.length === 0 || root === undefined || root.broken || owner?.broken) return;
  const entries = absent.map(({ name, minimum }) => [name, minimum] as const);
  ctx.report({
    ...(owner === undefined ? { at: ['enabled'] } : { key: ['retention'] }),
    message: messageOf(absent),
    fixes: [
      {
        title: t('Set the missing retention periods'),
        safe: false,
        edits: () =>
          owner === undefined
            ? insertProperties(ctx.doc.text, root, [['retention', Object.fromEntries(entries)]])
            : insertProperties(ctx.doc.text, owner, entries),
      },
    ],
  });
}

function messageOf(absent: readonly BoundedField[]): string {
  if (absent.length > 1)
    return t(
      'Sessions are recorded and no retention is set. The console then keeps session videos for 30 days, and what is deleted cannot be shown to an auditor. Set sessionVideoDays to 90 or more and accessLogDays to 365 or more.',
    );
  return absent[0]?.name === 'sessionVideoDays'
    ? t(
        'Sessions are recorded and sessionVideoDays is absent. The console then keeps session videos for 30 days, and PCI DSS and SOC 2 Type II need at least 90. Set 90 or more; a year for external audits.',
      )
    : t(
        'Sessions are recorded and accessLogDays is absent. The setting of the console then holds, and SOC 2 needs at least 365 days. Set 365 or more.',
      );
}
