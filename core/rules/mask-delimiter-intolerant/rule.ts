import { type DelimiterFinding, delimiterFindings, kindName } from '../../../masks/coverage';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { brief, candidates, MASKING_KINDS, partOf, quoted, rewriteFix } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-delimiter-intolerant',
  severity: 'warning',
  title: 'A mask pattern that misses numbers written in groups',
  kinds: MASKING_KINDS,
  needs: 'mask-faults',
  check(ctx) {
    for (const { index, facts, list } of candidates(ctx)) {
      const findings = delimiterFindings(facts.coverage, list.together);
      if (findings.length === 0) continue;
      const tolerant = facts.remedies.delimiterTolerant;
      ctx.report({
        ...partOf(ctx, index, undefined),
        message: messageOf(findings),
        fixes:
          tolerant === undefined
            ? []
            : [
                rewriteFix(
                  ctx,
                  index,
                  t('Allow delimiters: {pattern}', { pattern: brief(tolerant) }),
                  tolerant,
                ),
              ],
      });
    }
  },
});

function messageOf(findings: readonly DelimiterFinding[]): string {
  const { kind, found, missed } = findings[0]!;
  const shown = missed[0]!;
  return t(
    'This pattern hides {plain} and not {written}: {kind} stay readable when they are written in groups, as people do. Allow a space or a hyphen between the groups: "[ -]?".',
    {
      kind: kindName(kind),
      plain: quoted(found.sample.text),
      written: quoted(shown.sample.text),
    },
  );
}
