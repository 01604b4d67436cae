import { listText } from '../../cascade/conflicts/messages';
import { isRecord, strings } from '../../config/read';
import { schemaAt } from '../../document/schema/schema';
import { insertProperties } from '../../edit/insert';
import type { OffsetEdit } from '../../findings/finding';
import type { JsonNode } from '../../json/nodes';
import { t } from '../../l10n';
import { defineRule } from '../api';

/**
 * The fields of an audit record that tell about a person and the network: the schema's default for
 * `maskFields`.
 */
const FIELDS: readonly string[] = strings(schemaAt('psr', ['auditExport', 'maskFields'])?.default);

export const rule = defineRule({
  code: 'audit-unmasked-field',
  severity: 'warning',
  title: 'An audit export that shows addresses and devices',
  kinds: ['psr'],
  check(ctx) {
    const settings = (ctx.value as { auditExport?: unknown } | undefined)?.auditExport;
    if (!isRecord(settings)) return;
    const masked = settings['maskFields'];
    if (masked !== undefined && !Array.isArray(masked)) return;
    const open = FIELDS.filter((f) => masked?.includes(f) !== true);
    if (open.length === 0) return;
    const owner = ctx.node(['auditExport'])!;
    const list = ctx.node(['auditExport', 'maskFields']);
    if (owner.broken || list?.broken) return;
    ctx.report({
      ...(list === undefined ? { key: ['auditExport'] } : { node: list }),
      message:
        open.length === 1
          ? t(
              '{field} leaves the org unmasked: with it, a long-lived copy of the audit trail shows persons and the layout of the network. Add it to maskFields.',
              { field: open[0]! },
            )
          : t(
              '{fields} leave the org unmasked: with them, a long-lived copy of the audit trail shows persons and the layout of the network. Add them to maskFields.',
              { fields: listText(open) },
            ),
      fixes: [
        {
          title: t('Mask {fields}', { fields: listText(open) }),
          safe: false,
          edits: () =>
            list === undefined
              ? insertProperties(ctx.doc.text, owner, [['maskFields', open]])
              : append(list, open),
        },
      ],
    });
  },
});

function append(list: JsonNode, fields: readonly string[]): OffsetEdit[] {
  const text = fields.map((f) => JSON.stringify(f)).join(', ');
  const last = list.items?.at(-1);
  return last === undefined
    ? [{ start: list.start + 1, end: list.start + 1, newText: text }]
    : [{ start: last.end, end: last.end, newText: `, ${text}` }];
}
