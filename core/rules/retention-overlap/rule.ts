import { nodeAt } from '../../json/nodes';
import { t } from '../../l10n';
import { type Rival, rivalsOf } from '../../media/rivals';
import { witnessText } from '../../media/witness-text';
import { defineRule } from '../api';

const DAYS = ['actions', 'retentionDuration', 'deleteRetention', 'days'];

export const rule = defineRule({
  code: 'retention-overlap',
  severity: 'warning',
  title: 'Another policy keeps the same interaction longer',
  kinds: ['mediaPolicy'],
  check(ctx) {
    const longest = new Map<string, { rival: Rival; own: number; days: number; count: number }>();
    for (const rival of rivalsOf(ctx)) {
      const { own, others, part } = rival;
      if (own.kind !== 'days' || others.kind !== 'days' || others.days <= own.days) continue;
      const key = part.path.join('/');
      const known = longest.get(key);
      const count = (known?.count ?? 0) + 1;
      if (known === undefined || others.days > known.days)
        longest.set(key, { rival, own: own.days, days: others.days, count });
      else longest.set(key, { ...known, count });
    }
    for (const { rival, own, days, count } of longest.values()) {
      const { part, other, otherPart, otherName, witness } = rival;
      const node = nodeAt(other.root, [...otherPart.path, ...DAYS]);
      const values = {
        own,
        days,
        name: otherName,
        witness: witnessText(part.medium, witness),
        more: count - 1,
      };
      ctx.report({
        at: [...part.path, ...DAYS],
        message:
          count === 1
            ? t(
                'Kept {days} days and not {own} where "{name}" matches, too: such as {witness}. Of several policies the longest retention holds. Give both the same days, or conditions that do not meet.',
                values,
              )
            : t(
                'Kept {days} days and not {own} where "{name}" matches, too: such as {witness}. So it is with {more} other policies. Of several policies the longest retention holds. Give them the same days, or conditions that do not meet.',
                values,
              ),
        related:
          node === undefined
            ? []
            : [
                {
                  uri: other.uri,
                  range: other.range(node.start, node.end),
                  message: t('"{name}" keeps {days} days', values),
                },
              ],
      });
    }
  },
});
