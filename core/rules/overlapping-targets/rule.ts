import { daysText, targetName, targetText, whereText } from '../../cascade/conflicts/messages';
import { type Overlap, overlapOn } from '../../cascade/conflicts/overlaps';
import type { PolicyRank } from '../../cascade/conflicts/policy-rank';
import type { PolicyFacts } from '../../index/policy-facts';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

/** Related locations per target: an overlap is a piece of information, not a list to work through. */
const LISTED = 5;

export const rule = defineRule({
  code: 'overlapping-targets',
  severity: 'information',
  title: 'A target shared with a policy that differs',
  kinds: ['policy'],
  appliesWhen: 'neighbours',
  check(ctx) {
    if (ctx.ranks.length === 0) return;
    const stories = new Map<string, { overlap: Overlap; rank: PolicyRank; environments: string[] }>();
    for (const rank of ctx.ranks) {
      // shadowed-policy has said who wins on every target.
      if (rank.shadowed) continue;
      const { name } = rank.index.environment;
      const facts = ctx.org.facts(name);
      for (const shared of rank.shared) {
        const overlap = overlapOn(shared, rank, facts);
        if (overlap === undefined) continue;
        const key = `${shared.targetIndex} ${overlap.winner.policy.uri} ${overlap.others.map((o) => o.entry.policy.uri).join(' ')}`;
        const story = stories.get(key);
        if (story === undefined) stories.set(key, { overlap, rank, environments: [name] });
        else story.environments.push(name);
      }
    }
    for (const { overlap, rank, environments } of stories.values()) report(ctx, overlap, rank, environments);
  },
});

function report(
  ctx: RuleContext,
  { shared, winner, wins, others, more }: Overlap,
  { policy, index }: PolicyRank,
  environments: readonly string[],
): void {
  const fact = policy.target(shared.targetIndex);
  const first = others[0]!;
  const facts = ctx.org.facts(index.environment.name);
  const rest = others.length - 1 + more;
  const values = {
    target: targetText(fact.type, fact.id, targetName(facts, shared.key)),
    where: whereText(environments),
    other: first.entry.policy.label,
    otherPriority: first.entry.priority,
    theirs: holdsText(first.entry.policy, first.difference.compliance),
    mine: holdsText(policy, first.difference.compliance),
    winner: winner.policy.label,
    winnerPriority: winner.priority,
    more: rest > 0 ? t(' ({more} more policies are on this target.)', { more: rest }) : '',
  };
  const message = wins
    ? t(
        'This policy wins on {target}{where}, so {mine}; “{other}” (priority {otherPriority}, {theirs}) does not apply there.{more}',
        values,
      )
    : first.entry === winner
      ? t(
          '“{winner}” (priority {winnerPriority}) wins on {target}{where}, so {theirs}; this policy ({mine}) does not apply there.{more}',
          values,
        )
      : t(
          '“{winner}” (priority {winnerPriority}) wins on {target}{where}; neither this policy ({mine}) nor “{other}” (priority {otherPriority}, {theirs}) applies there.{more}',
          values,
        );
  ctx.report({
    at: ['targets', shared.targetIndex, 'id'],
    message,
    related: others.slice(0, LISTED).map(({ entry, difference }) => ({
      uri: entry.policy.uri,
      range: entry.policy.target(entry.targetIndex).range,
      message: t('“{name}” has priority {priority}: {holds}.', {
        name: entry.policy.label,
        priority: entry.priority,
        holds: holdsText(entry.policy, difference.compliance),
      }),
    })),
  });
}

/** What holds under a policy: its retention, and its masking where that is part of the difference. */
function holdsText(policy: PolicyFacts, compliance: boolean): string {
  const period = daysText(policy.retentionDays ?? 0);
  const { consent } = policy;
  if (!compliance) return t('recordings are kept {period}', { period });
  if (policy.masking)
    return consent
      ? t('recordings are kept {period}, masked by its patterns, with consent', { period })
      : t('recordings are kept {period}, masked by its patterns', { period });
  return consent
    ? t('recordings are kept {period}, unmasked, with consent', { period })
    : t('recordings are kept {period}, unmasked', { period });
}
