import { t } from '../../l10n';
import { defineRule } from '../api';
import { faultyCandidates, MASKING_KINDS, partOf } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-invalid-regex',
  severity: 'error',
  title: 'A mask pattern that does not compile',
  kinds: MASKING_KINDS,
  check(ctx) {
    for (const { index, facts } of faultyCandidates(ctx)) {
      if (facts.fault === undefined) continue;
      const { reason, start, end } = facts.fault;
      ctx.report({
        ...partOf(ctx, index, [start, end]),
        message: t(
          'This pattern does not compile: {reason}. A pattern that cannot be read hides nothing. Mend it here.',
          { reason },
        ),
      });
    }
  },
});
