import { delimiterFindings, kindName, partialFindings, redact } from '../../../masks/coverage';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { candidates, MASKING_KINDS, partOf, quoted } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-partial',
  severity: 'information',
  title: 'A mask pattern that hides a part only',
  kinds: MASKING_KINDS,
  needs: 'mask-faults',
  check(ctx) {
    for (const { index, facts, list } of candidates(ctx)) {
      const missed = new Set<string>(delimiterFindings(facts.coverage, list.together).map((f) => f.kind));
      for (const { kind, samples } of partialFindings(facts.coverage, list.together)) {
        // Numbers in groups are told of by the rule on delimiters.
        if (missed.has(kind)) continue;
        const shown = samples[0]!;
        ctx.report({
          ...partOf(ctx, index, undefined),
          message: t(
            'This pattern hides a part only of {sample} ({label}): {hidden} is what stays readable, and no other pattern hides the rest. Let it match the whole: of "{kind}", {count} samples are left in part.',
            {
              sample: quoted(shown.sample.text),
              label: shown.sample.label,
              hidden: quoted(redact(shown)),
              kind: kindName(kind),
              count: samples.length,
            },
          ),
        });
      }
    }
  },
});
