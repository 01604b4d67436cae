import { targetName, targetText } from '../../cascade/conflicts/messages';
import { type Overlap, overlapOn } from '../../cascade/conflicts/overlaps';
import type { PolicyRank } from '../../cascade/conflicts/policy-rank';
import { defineRule, type RuleContext } from '../api';
import { holdsText, overlapMessage } from './messages';

/** Related locations per target: an overlap is a piece of information, not a list to work through. */
const LISTED = 5;

/** The same overlap in one environment or several. */
interface Story {
  readonly overlap: Overlap;
  readonly rank: PolicyRank;
  readonly environments: string[];
}

export const rule = defineRule({
  code: 'overlapping-targets',
  severity: 'information',
  title: 'A target shared with a policy that differs',
  kinds: ['policy'],
  appliesWhen: 'neighbours-or-org-data',
  check(ctx) {
    if (ctx.ranks.length === 0) return;
    const stories = new Map<string, Story>();
    for (const rank of ctx.ranks) {
      // shadowed-policy has said who wins on every target.
      if (rank.shadowed !== undefined) continue;
      const { name } = rank.index.environment;
      const facts = ctx.org.facts(name);
      for (const shared of rank.shared) {
        const overlap = overlapOn(shared, rank, facts);
        if (overlap === undefined) continue;
        // What is known of one org is not what is known of another.
        const org = overlap.restsOnOrg ? name : '';
        const key = `${org} ${shared.targetIndex} ${overlap.winner?.id ?? ''} ${overlap.others.map((o) => o.policy.id).join(' ')}`;
        const story = stories.get(key);
        if (story === undefined) stories.set(key, { overlap, rank, environments: [name] });
        else story.environments.push(name);
      }
    }
    for (const story of stories.values()) report(ctx, story);
  },
});

function report(ctx: RuleContext, { overlap, rank, environments }: Story): void {
  const { policy, index } = rank;
  const { shared, others, restsOnOrg } = overlap;
  const { name } = index.environment;
  const facts = ctx.org.facts(name);
  const fact = policy.target(shared.targetIndex);
  const target = targetText(fact.type, fact.id, targetName(facts, shared.key));
  const source = restsOnOrg ? facts?.remoteOnly : undefined;
  ctx.report({
    at: ['targets', shared.targetIndex, 'id'],
    message: overlapMessage(overlap, policy, target, environments, source),
    related: others.slice(0, LISTED).flatMap(({ policy: other, difference: { compliance } }) =>
      other.entry === undefined
        ? []
        : [
            {
              uri: other.entry.policy.uri,
              range: other.entry.policy.target(other.entry.targetIndex).range,
              message: holdsText(other, compliance),
            },
          ],
    ),
    ...(source && { basis: { environment: name, asOf: source.asOf, complete: source.complete } }),
  });
}
