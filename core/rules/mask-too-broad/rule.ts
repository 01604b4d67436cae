import { redact } from '../../../masks/coverage';
import { shownBroad } from '../../../masks/service/analysis';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { candidates, MASKING_KINDS, partOf, quoted } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-too-broad',
  severity: 'warning',
  title: 'A mask pattern that hides ordinary text',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    for (const { index, facts } of candidates(ctx)) {
      const { tooBroad, matchesEmpty } = facts.coverage;
      // What matches nothing at all matches anything: that is told by its own rule.
      const shown = shownBroad(tooBroad);
      if (matchesEmpty || shown === undefined) continue;
      const values = {
        sample: quoted(shown.sample.text),
        label: shown.sample.label,
        hidden: quoted(redact(shown)),
        count: tooBroad.length - 1,
      };
      ctx.report({
        ...partOf(ctx, index, facts.remedies.broadPart),
        message:
          tooBroad.length === 1
            ? t(
                'This pattern hides ordinary text: of {sample} ({label}) it leaves {hidden}. A recording in which everyday text is hidden is of no use. Ask for more of what makes the data recognisable: its length, its delimiters, a word boundary.',
                values,
              )
            : t(
                'This pattern hides ordinary text: of {sample} ({label}) it leaves {hidden}, and {count} more of the samples are hit. A recording in which everyday text is hidden is of no use. Ask for more of what makes the data recognisable: its length, its delimiters, a word boundary.',
                values,
              ),
      });
    }
  },
});
