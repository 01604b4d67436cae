import { removeLaterItem } from '../../edit/remove-item';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { MASKING_KINDS, patternsOf, patternsPath } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-duplicate',
  severity: 'hint',
  title: 'A mask pattern given twice',
  kinds: MASKING_KINDS,
  check(ctx) {
    const patterns = patternsOf(ctx.doc);
    if (patterns === undefined || !mayRepeat(patterns)) return;
    const first = new Map<string, number>();
    for (let i = 0; i < patterns.length; i++) {
      const pattern: unknown = patterns[i];
      if (typeof pattern !== 'string') continue;
      const earlier = first.get(pattern);
      if (earlier === undefined) {
        first.set(pattern, i);
        continue;
      }
      const items = ctx.node(patternsPath(ctx))!.items!;
      const item = items[i]!;
      const { start, end } = items[earlier]!;
      ctx.report({
        node: item,
        message: t(
          'This is the same as pattern {number}: it hides nothing more and costs time on every screen. Remove it.',
          { number: earlier + 1 },
        ),
        related: [
          {
            uri: ctx.doc.uri,
            range: ctx.doc.range(start, end),
            message: t('The pattern stands here first.'),
          },
        ],
        fixes: [
          {
            title: t('Remove the repeated pattern'),
            safe: true,
            edits: () => removeLaterItem(ctx.doc.text, items[i - 1]!, item),
          },
        ],
        tag: 'unnecessary',
      });
    }
  },
});

/** Up to this many patterns are compared one by one before any table is made. */
const FEW = 8;

function mayRepeat(patterns: readonly unknown[]): boolean {
  if (patterns.length > FEW) return true;
  for (let i = 1; i < patterns.length; i++) if (patterns.indexOf(patterns[i]) < i) return true;
  return false;
}
