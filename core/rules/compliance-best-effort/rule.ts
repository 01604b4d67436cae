import { replaceNode } from '../../edit/edits';
import { claimOf } from '../../index/claims';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'compliance-best-effort',
  severity: 'information',
  title: 'A compliance claim with BEST_EFFORT',
  kinds: ['policy'],
  check(ctx) {
    const { policy, doc } = ctx;
    if (policy === undefined || policy.strict || policy.claims === undefined) return;
    const node = ctx.node(['evaluationMode']);
    const claim = claimOf(doc);
    if (node === undefined || claim === undefined) return;
    ctx.report({
      node,
      message: t(
        'This policy claims {standard}, but under BEST_EFFORT the org records even where its conditions, masks included, cannot be met in full, and only logs a warning. Use STRICT, which then does not record, or accept it with a reason.',
        { standard: claim.standard },
      ),
      related: [
        {
          uri: doc.uri,
          range: doc.range(claim.start, claim.end),
          message: t('{standard} is claimed here.', { standard: claim.standard }),
        },
      ],
      fixes: [
        {
          title: t('Set evaluationMode to STRICT'),
          safe: false,
          edits: () => replaceNode(node, 'STRICT'),
        },
      ],
    });
  },
});
