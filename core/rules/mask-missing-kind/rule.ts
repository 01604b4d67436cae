import { combine, type KindCoverage, kindName, missingKinds, redactSample } from '../../../masks/coverage';
import { standardPattern } from '../../../masks/fixes';
import type { SampleKind } from '../../../masks/samples';
import { appendTo, setAt } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { MASKING_KINDS, patternsOf, patternsPath, quoted } from '../mask-lists';

const NOTHING = combine([]);

/** Kinds of data that a standard is about: whoever claims it means to hide them. */
const KINDS_OF_STANDARDS: Readonly<Record<string, readonly SampleKind[]>> = { 'PCI DSS': ['card'] };

export const rule = defineRule({
  code: 'mask-missing-kind',
  severity: 'warning',
  title: 'A required kind of data that no pattern hides',
  kinds: MASKING_KINDS,
  check(ctx) {
    const { requireMasks } = ctx.config;
    const claimed = claimedKinds(ctx);
    if ((requireMasks.length === 0 && claimed.length === 0) || !masks(ctx)) return;
    const list = ctx.maskList;
    const combined = list === undefined ? NOTHING : list.combined;
    if (combined === undefined) return;
    const missing = missingKinds(combined, [...requireMasks, ...claimed]);
    if (missing.length === 0) return;
    // Half typed is not forgotten.
    if (ctx.node(patternsPath(ctx).slice(0, 1))?.broken || ctx.node(patternsPath(ctx))?.broken) return;
    const untried = list?.patterns.filter(
      (facts) => facts?.fault === undefined && facts?.coverage.evaluated === 'not-evaluated',
    );
    for (const kind of missing) {
      const isRequired = requireMasks.some((required) => required === kind.kind);
      report(ctx, kind, untried?.length ?? 0, isRequired ? undefined : ctx.policy?.claims);
    }
  },
});

/** What the policy's claim is about; a policy without any pattern is told so by another rule. */
function claimedKinds(ctx: RuleContext): readonly SampleKind[] {
  const claim = ctx.policy?.claims;
  return claim === undefined || ctx.maskList === undefined ? [] : (KINDS_OF_STANDARDS[claim] ?? []);
}

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

/** @param claim the standard that asks for the kind, where `requireMasks` does not */
function report(ctx: RuleContext, kind: KindCoverage, untried: number, claim: string | undefined): void {
  const path = patternsPath(ctx);
  const gap = kind.gaps[0];
  const values = {
    kind: kind.kind,
    name: kindName(kind.kind),
    example: gap === undefined ? '' : quoted(redactSample(gap), 100),
    label: gap?.sample.label ?? '',
    standard: claim ?? '',
    untried,
  };
  ctx.report({
    ...(ctx.property(path) === undefined ? { key: path.slice(0, 1) } : { key: path }),
    ...(untried > 0 ? { severity: 'information' as const } : undefined),
    message:
      untried > 0
        ? t(
            'Whether the patterns cover "{kind}" cannot be told. {untried} of them cannot be tried on the samples, and the others do not hide it. Add the standard pattern to be sure.',
            values,
          )
        : claim === undefined
          ? requiredMessage(gap !== undefined, values)
          : t(
              'The policy claims {standard}, and its patterns leave {example} ({label}) readable. {name} stay readable in recordings, so the claim does not hold. Add the standard pattern.',
              values,
            ),
    fixes: [standardFix(ctx, kind.kind as Parameters<typeof standardPattern>[0])],
  });
}

function requiredMessage(hasExample: boolean, values: Readonly<Record<string, string | number>>): string {
  return hasExample
    ? t(
        'requireMasks asks for "{kind}", and the patterns together leave {example} ({label}). {name} stay readable in recordings. Add the standard pattern.',
        values,
      )
    : t(
        'requireMasks asks for "{kind}", and no pattern hides it. {name} stay readable in every recording. Add the standard pattern.',
        values,
      );
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
