import { t } from '../../l10n';
import { defineRule } from '../api';
import { brief, candidates, MASKING_KINDS, partOf, rewriteFix } from '../mask-lists';
import { hidesNothingMessage } from './messages';

export const rule = defineRule({
  code: 'mask-hides-nothing',
  severity: 'warning',
  title: 'A mask pattern that hides nothing',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    for (const { index, facts } of candidates(ctx)) {
      const { hidesNothing, pattern } = facts;
      if (hidesNothing === undefined) continue;
      const [start, end] = hidesNothing.part;
      ctx.report({
        ...partOf(ctx, index, [start, end]),
        message: hidesNothingMessage(hidesNothing, pattern.slice(start, end)),
        fixes: hidesNothing.meant.map((meant) =>
          rewriteFix(ctx, index, t('Write {pattern}', { pattern: brief(meant) }), meant),
        ),
      });
    }
  },
});
