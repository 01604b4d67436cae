import { isShown } from '../../../masks/mask-types';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import {
  brief,
  candidates,
  MASKING_KINDS,
  type PatternAt,
  partOf,
  patternNode,
  patternsOf,
  rewriteFix,
} from '../mask-lists';
import { undecidedMessage, unsafeMessage } from './messages';

export const rule = defineRule({
  code: 'mask-unsafe-regex',
  severity: 'error',
  title: 'A mask pattern that backtracks without end',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    let beyond: number | undefined;
    for (const candidate of candidates(ctx)) {
      beyond = candidate.list.ignored;
      if (candidate.facts.fault === undefined) check(ctx, candidate);
    }
    if (beyond !== undefined && beyond > 0) reportBeyond(ctx, beyond);
  },
});

function check(ctx: RuleContext, { index, facts, list }: PatternAt): void {
  const { verdict } = facts;
  if (verdict.kind === 'safe') return;
  if (verdict.kind === 'undecided') {
    // The first answer of the quick analysis is no reason to alarm anybody; a fruitless long search is.
    if (!isShown(verdict) && list.pending) return;
    ctx.report({
      ...partOf(ctx, index, verdict.hotspot && [...verdict.hotspot]),
      severity: 'information',
      message: undecidedMessage(verdict, facts.coverage.evaluated === 'not-evaluated'),
    });
    return;
  }
  const { rewrite } = verdict;
  const degree = verdict.kind === 'polynomial' ? verdict.degree : Number.POSITIVE_INFINITY;
  ctx.report({
    ...partOf(ctx, index, [...verdict.hotspot]),
    severity: degree === Number.POSITIVE_INFINITY ? 'error' : degree > 2 ? 'warning' : 'information',
    message: unsafeMessage(verdict),
    fixes:
      rewrite === undefined
        ? []
        : [rewriteFix(ctx, index, t('Rewrite it as {pattern}', { pattern: brief(rewrite) }), rewrite)],
  });
}

function reportBeyond(ctx: RuleContext, beyond: number): void {
  ctx.report({
    node: patternNode(ctx, patternsOf(ctx.doc)!.length - beyond),
    severity: 'information',
    message: t(
      '{count} patterns from here on are not analysed, as there are too many: whether they are safe is not known. Put alternatives into one pattern with "|".',
      { count: beyond },
    ),
  });
}
