import { inOwnSyntax } from '../../../masks/dialect/groups';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { brief, candidates, MASKING_KINDS, partOf, rewriteFix } from '../mask-lists';
import { regexFaultText } from '../regex-fault-text';

export const rule = defineRule({
  code: 'mask-invalid-regex',
  severity: 'error',
  title: 'A mask pattern that does not compile',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    for (const { index, facts } of candidates(ctx)) {
      if (facts.fault === undefined) continue;
      const { start, end } = facts.fault;
      ctx.report({
        ...partOf(ctx, index, [start, end]),
        message: t(
          'This pattern does not compile: {reason}. A pattern that cannot be read hides nothing. Mend it here.',
          { reason: regexFaultText(facts.fault) },
        ),
        fixes: fixesFor(ctx, index, facts.pattern),
      });
    }
  },
});

/** What was copied from another dialect, where it has an equal. */
function fixesFor(ctx: RuleContext, index: number, pattern: string): Fix[] {
  const own = inOwnSyntax(pattern);
  return own === undefined
    ? []
    : [rewriteFix(ctx, index, t('Write {pattern}', { pattern: brief(own) }), own)];
}
