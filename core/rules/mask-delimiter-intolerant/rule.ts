import { type DelimiterFinding, kindName } from '../../../masks/coverage';
import type { SampleForm } from '../../../masks/samples';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { brief, MASKING_KINDS, partOf, quoted, rewriteFix } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-delimiter-intolerant',
  severity: 'warning',
  title: 'Masks that miss a usual way to write a number',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    const list = ctx.maskList;
    for (const finding of list?.delimiters ?? []) {
      const index = finding.pattern;
      const tolerant = list?.patterns[index]?.remedies.delimiterTolerant;
      ctx.report({
        ...partOf(ctx, index, undefined),
        message: messageOf(finding),
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

function messageOf({ kind, found, missed }: DelimiterFinding): string {
  const shown = missed[0]!;
  const values = {
    kind: kindName(kind),
    hidden: quoted(found.sample.text),
    written: quoted(shown.sample.text),
  };
  const forms = new Set<SampleForm>(missed.map(({ sample }) => sample.form));
  if (forms.has('plain') && forms.size === 1)
    return t(
      'The patterns hide {hidden} and not {written}. {kind} written without delimiters, as systems show them, stay readable. Make the delimiters between the groups optional: "[ -]?".',
      values,
    );
  return t(
    'The patterns hide {hidden} and not {written}. {kind} stay readable when they are written that way, as people do. Allow a space, a hyphen or nothing between the groups: "[ -]?".',
    values,
  );
}
