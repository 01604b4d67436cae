import { t } from '../../l10n';
import { defineRule } from '../api';
import { brief, candidates, MASKING_KINDS, partOf, rewriteFix } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-matches-empty',
  severity: 'error',
  title: 'A mask pattern that matches the empty string',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    for (const { index, facts } of candidates(ctx)) {
      if (!facts.coverage.matchesEmpty) continue;
      const mended = facts.remedies.nonEmpty;
      ctx.report({
        ...partOf(ctx, index, facts.remedies.emptyPart),
        message: t(
          'This pattern also matches where there is nothing: it "finds" an empty text at every place of the screen, which costs time everywhere, and may hide all or nothing. Let it need at least one character: "+" in place of "*", no empty alternative.',
        ),
        fixes:
          mended === undefined
            ? []
            : [
                rewriteFix(
                  ctx,
                  index,
                  t('Need at least one character: {pattern}', { pattern: brief(mended) }),
                  mended,
                ),
              ],
      });
    }
  },
});
