import { combine, type KindCoverage, kindName, missingKinds, redact } from '../../../masks/coverage';
import { standardPattern } from '../../../masks/fixes';
import { appendTo, setAt } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { MASKING_KINDS, patternsOf, patternsPath, quoted } from '../mask-lists';

const NOTHING = combine([]);

export const rule = defineRule({
  code: 'mask-missing-kind',
  severity: 'warning',
  title: 'A required kind of data that no pattern hides',
  kinds: MASKING_KINDS,
  check(ctx) {
    const { requireMasks } = ctx.config;
    if (requireMasks.length === 0 || !masks(ctx)) return;
    const list = ctx.maskList;
    const together = list === undefined ? NOTHING : list.together;
    if (together === undefined) return;
    const missing = missingKinds(together, requireMasks);
    if (missing.length === 0) return;
    // Half typed is not forgotten.
    if (ctx.node(patternsPath(ctx).slice(0, 1))?.broken || ctx.node(patternsPath(ctx))?.broken) return;
    const untried = list?.patterns.filter(
      (facts) => facts?.fault === undefined && facts?.coverage.evaluated === 'not-evaluated',
    );
    for (const kind of missing) report(ctx, kind, untried?.length ?? 0);
  },
});

/** Whether the document means to mask. */
function masks(ctx: RuleContext): boolean {
  const value = ctx.value as
    | { complianceSettings?: { maskSensitiveData?: unknown }; piiMasking?: { enabled?: unknown } }
    | null
    | undefined;
  return ctx.doc.kind === 'psr'
    ? value?.piiMasking?.enabled === true
    : value?.complianceSettings?.maskSensitiveData === true;
}

function report(ctx: RuleContext, kind: KindCoverage, untried: number): void {
  const path = patternsPath(ctx);
  const gap = kind.gaps[0];
  const values = {
    kind: kind.kind,
    name: kindName(kind.kind),
    example: gap === undefined ? '' : quoted(redact(gap)),
    label: gap?.sample.label ?? '',
    untried,
  };
  ctx.report({
    ...(ctx.property(path) === undefined ? { key: path.slice(0, 1) } : { key: path }),
    ...(untried > 0 ? { severity: 'information' as const } : undefined),
    message:
      untried > 0
        ? t(
            'Whether the patterns cover "{kind}", as requireMasks asks, cannot be told: {untried} of them cannot be tried on the samples, and the others do not. Add the standard pattern to be sure.',
            values,
          )
        : gap === undefined
          ? t(
              'requireMasks asks for "{kind}", and no pattern hides {name}: they stay readable in every recording. Add the standard pattern.',
              values,
            )
          : t(
              'requireMasks asks for "{kind}", and the patterns together leave {example} ({label}): {name} stay readable in recordings. Add the standard pattern.',
              values,
            ),
    fixes: [standardFix(ctx, kind.kind as Parameters<typeof standardPattern>[0])],
  });
}

function standardFix(ctx: RuleContext, kind: Parameters<typeof standardPattern>[0]): Fix {
  return {
    title: t('Add the standard {kind} pattern', { kind }),
    safe: false,
    edits: () => {
      const path = patternsPath(ctx);
      const pattern = standardPattern(kind);
      const present = patternsOf(ctx.doc);
      return present === undefined
        ? setAt(ctx.doc.json, path, [pattern])
        : appendTo(ctx.doc.json, path, present.length, pattern);
    },
  };
}
