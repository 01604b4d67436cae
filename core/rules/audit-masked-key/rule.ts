import { removeItem } from '../../edit/remove-item';
import { t } from '../../l10n';
import { defineRule } from '../api';

/** The fields by which records of one request, one session and one person are joined, in any spelling. */
const KEYS: ReadonlySet<string> = new Set(['correlationid', 'sessionid', 'userid']);

export const rule = defineRule({
  code: 'audit-masked-key',
  severity: 'warning',
  title: 'A field that joins audit records is masked',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { auditExport?: { maskFields?: unknown } | null } | undefined;
    const fields = settings?.auditExport?.maskFields;
    if (!Array.isArray(fields)) return;
    for (const [index, field] of fields.entries()) {
      if (typeof field !== 'string' || !KEYS.has(field.replace(/[_\s-]/g, '').toLowerCase())) continue;
      const list = ctx.node(['auditExport', 'maskFields']);
      const node = ctx.node(['auditExport', 'maskFields', index]);
      if (list === undefined || node === undefined || list.broken) continue;
      ctx.report({
        node,
        message: t(
          '"{field}" is masked, so records can no longer be joined. A session that was split, or the requests of one person, cannot be put together again. Take it out of maskFields; to hide who it was, hash it when exporting (--hash {field}).',
          { field },
        ),
        fixes: [
          {
            title: t('Take "{field}" out of maskFields', { field }),
            safe: false,
            edits: () => removeItem(ctx.doc.text, list.items ?? [], index),
          },
        ],
      });
    }
  },
});
