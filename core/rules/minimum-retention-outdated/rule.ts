import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'minimum-retention-outdated',
  severity: 'warning',
  title: "A configured minimum retention below the org's own",
  kinds: ['config'],
  check(ctx) {
    for (const { environment } of ctx.project.environments) {
      const { name, minimumRetentionDays: configured } = environment;
      const read = ctx.org.facts(name)?.minimumRetentionDays;
      if (configured === undefined || read === undefined || configured >= read.value) continue;
      const node = ctx.node(['environments', name, 'minimumRetentionDays']);
      if (node === undefined) continue;
      ctx.report({
        node,
        message: t(
          'The org of {name} keeps recordings {read} days at least, and this says {configured} (as read at {asOf}). A retention between the two passes here, and the org silently keeps the recordings longer. Set {read}, or remove the line to go by what the org says.',
          { name, read: read.value, configured, asOf: read.asOf },
        ),
        fixes: [
          {
            title: t('Set minimumRetentionDays to {read}', { read: read.value }),
            safe: false,
            edits: () => replaceNode(node, read.value),
          },
        ],
        basis: { environment: name, asOf: read.asOf, complete: read.complete },
      });
    }
  },
});
