import { kindName, partlyHiddenLine, redactLine } from '../../../masks/coverage';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { MASKING_KINDS, partOf, quoted } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-partial',
  severity: 'information',
  title: 'A mask pattern that hides a part only',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    const list = ctx.maskList;
    if (list === undefined) return;
    for (const [index, findings] of list.partial)
      for (const { kind, samples } of findings) {
        // Numbers that are missed in one form are told of by the rule on delimiters.
        if (list.delimiters.some((finding) => finding.pattern === index && finding.kind === kind)) continue;
        const shown = samples[0]!;
        ctx.report({
          ...partOf(ctx, index, undefined),
          message: t(
            'This pattern hides a part only of {sample} ({label}). Of {line} this stays readable: {hidden}, and no other pattern hides the rest. Let it match the whole: of "{kind}", {count} samples are left in part.',
            {
              sample: quoted(shown.sample.text),
              label: shown.sample.label,
              line: quoted(partlyHiddenLine(shown)!.line.text),
              hidden: quoted(redactLine(partlyHiddenLine(shown)!)),
              kind: kindName(kind),
              count: samples.length,
            },
          ),
        });
      }
  },
});
