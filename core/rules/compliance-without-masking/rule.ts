import { setAt } from '../../edit/edits';
import { claimOf } from '../../index/claims';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'compliance-without-masking',
  severity: 'warning',
  title: 'A compliance claim with masking off',
  kinds: ['policy'],
  check(ctx) {
    const { policy, doc } = ctx;
    if (policy === undefined || policy.claims === undefined || policy.masking) return;
    const path = ['complianceSettings', 'maskSensitiveData'];
    const mask = ctx.node(path);
    // A value of another type is reported as such.
    if (mask !== undefined && mask.kind !== 'boolean') return;
    const settings = ctx.node(['complianceSettings']);
    if (settings !== undefined && (settings.kind !== 'object' || settings.broken)) return;
    const claim = claimOf(doc);
    if (claim === undefined) return;
    ctx.report({
      start: claim.start,
      end: claim.end,
      message: t(
        'The {property} claims {standard}, but masking is off, so recordings show sensitive data in the clear to everybody who may play them. Set maskSensitiveData to true with patterns for that data, or drop the claim.',
        { property: claim.property, standard: claim.standard },
      ),
      related:
        mask === undefined
          ? []
          : [
              {
                uri: doc.uri,
                range: doc.range(mask.start, mask.end),
                message: t('Masking is switched off here.'),
              },
            ],
      fixes: [
        {
          title: t('Set maskSensitiveData to true'),
          safe: false,
          edits: () => setAt(doc.json, path, true),
        },
      ],
    });
  },
});
