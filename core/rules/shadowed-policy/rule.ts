import { LISTED, listText, targetName, targetText, whereText } from '../../cascade/conflicts/messages';
import type { PolicyRank } from '../../cascade/conflicts/policy-rank';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

/** Names listed in a message before "and N more". */
const NAMED = 3;

export const rule = defineRule({
  code: 'shadowed-policy',
  severity: 'warning',
  title: 'A policy that never applies',
  kinds: ['policy'],
  appliesWhen: 'neighbours',
  check(ctx) {
    const shadowed = ctx.ranks.filter((s) => s.shadowed);
    if (shadowed.length === 0) return;
    // A target that is half typed may be one that nobody covers.
    if (ctx.node(['targets'])?.items?.length !== ctx.policy!.targets.length) return;
    const winners = new Map<string, string>();
    for (const { shared } of shadowed)
      for (const { entries } of shared) {
        const { policy, priority } = entries[0]!;
        if (!winners.has(policy.uri))
          winners.set(policy.uri, t('“{name}” ({priority})', { name: policy.label, priority }));
      }
    const names = [...winners.values()];
    const listed =
      names.length > NAMED + 1
        ? t('{names} and {more} more', {
            names: names.slice(0, NAMED).join(', '),
            more: names.length - NAMED,
          })
        : listText(names);
    ctx.report({
      at: ['priority'],
      message: t(
        'This policy never applies{where}: the lowest number wins, and all its targets are covered by {winners}. Its retention and masks have no effect. Give it a number below theirs, or remove what it shares with them.',
        { where: whereText(shadowed.map((s) => s.index.environment.name)), winners: listed },
      ),
      related: relatedOf(ctx, shadowed),
      fixes: fixOf(ctx, shadowed),
    });
  },
});

function relatedOf(ctx: RuleContext, ranks: readonly PolicyRank[]) {
  const related = [];
  const seen = new Set<string>();
  for (const { index, policy, shared } of ranks) {
    for (const { key, targetIndex, entries } of shared) {
      if (related.length >= LISTED) return related;
      const { policy: winner, targetIndex: at, priority } = entries[0]!;
      // One place says it for every environment in which it holds.
      const place = `${winner.uri} ${at} ${targetIndex}`;
      if (seen.has(place)) continue;
      seen.add(place);
      const fact = policy.target(targetIndex);
      const facts = ctx.org.facts(index.environment.name);
      related.push({
        uri: winner.uri,
        range: winner.target(at).range,
        message: t('“{winner}” (priority {priority}) covers {target}.', {
          winner: winner.label,
          priority,
          target: targetText(fact.type, fact.id, targetName(facts, key)),
        }),
      });
    }
  }
  return related;
}

/** Moves the policy below everybody who covers it. Not safe: perhaps the others are meant to win. */
function fixOf(ctx: RuleContext, ranks: readonly PolicyRank[]): Fix[] {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { shared } of ranks)
    for (const { entries } of shared) lowest = Math.min(lowest, entries[0]!.priority);
  const wish = lowest - 1;
  const node = ctx.node(['priority']);
  if (wish < 0 || node === undefined) return [];
  return [
    {
      title: t('Set priority to {wish}, so that this policy wins', { wish }),
      safe: false,
      edits: () => replaceNode(node, wish),
    },
  ];
}
