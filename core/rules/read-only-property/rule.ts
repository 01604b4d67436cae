import { isServerOwned } from '../../document/schema/server-owned';
import { removeProperty } from '../../edit/remove';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'read-only-property',
  severity: 'warning',
  title: 'A property the server owns',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr'],
  appliesWhen: 'schema-errors',
  check(ctx) {
    for (const e of ctx.schemaErrors) {
      if (e.keyword !== 'additionalProperties' || e.instancePath !== '') continue;
      const name = String(e.params['additionalProperty']);
      if (!isServerOwned(ctx.doc.kind, name)) continue;
      const property = ctx.property([name]);
      if (property === undefined) continue;
      ctx.report({
        key: [name],
        message: t(
          '"{name}" is set by the org and is not sent: the value in the file goes stale and misleads readers. Remove it.',
          { name },
        ),
        tag: 'unnecessary',
        fixes: [
          {
            title: t('Remove "{name}"', { name }),
            safe: true,
            edits: () => removeProperty(ctx.doc.text, ctx.doc.root!, property),
          },
        ],
      });
    }
  },
});
