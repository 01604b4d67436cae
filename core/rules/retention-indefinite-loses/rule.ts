import { nodeAt } from '../../json/nodes';
import { t } from '../../l10n';
import { rivalsOf } from '../../media/rivals';
import { witnessText } from '../../media/witness-text';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'retention-indefinite-loses',
  severity: 'information',
  title: 'Kept without an end, but another policy deletes',
  kinds: ['mediaPolicy'],
  check(ctx) {
    const told = new Set<string>();
    for (const { part, own, other, otherName, otherPart, others, witness } of rivalsOf(ctx)) {
      const key = part.path.join('/');
      if (own.kind !== 'indefinite' || others.kind !== 'days' || told.has(key)) continue;
      told.add(key);
      const node = nodeAt(other.root, [
        ...otherPart.path,
        'actions',
        'retentionDuration',
        'deleteRetention',
        'days',
      ]);
      const values = { name: otherName, days: others.days, witness: witnessText(part.medium, witness) };
      ctx.report({
        at: [...part.path, 'actions', 'retainRecording'],
        message: t(
          'Kept for {days} days only where "{name}" matches, too: such as {witness}. A policy without delete days loses to one that has them. To keep them longest, give delete days, such as 10000.',
          values,
        ),
        related:
          node === undefined
            ? []
            : [
                {
                  uri: other.uri,
                  range: other.range(node.start, node.end),
                  message: t('"{name}" deletes after {days} days', values),
                },
              ],
      });
    }
  },
});
