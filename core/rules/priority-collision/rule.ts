import { collisionsOf } from '../../cascade/conflicts/collisions';
import { bandOf, nearestFree, takenPriorities } from '../../cascade/conflicts/free-priority';
import { LISTED, onlyInOrgSentence, whereText } from '../../cascade/conflicts/messages';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { reportRemoteCollisions } from './remote';

export const rule = defineRule({
  code: 'priority-collision',
  severity: 'error',
  title: 'Two policies share a target and a priority',
  kinds: ['policy'],
  appliesWhen: 'neighbours-or-org-data',
  check(ctx) {
    reportRemoteCollisions(ctx, fixOf);
    const collision = collisionsOf(ctx.ranks, ctx.org);
    if (collision === undefined) return;
    const { others, count, environments, agent, winner } = collision;
    const first = others[0]!;
    const priority = first.entry.priority;
    const values = {
      priority,
      other: first.entry.policy.label,
      path: first.entry.policy.path,
      more: count - 1,
      agent,
      where: whereText(environments),
      winner: winner?.label ?? '',
      winnerPriority: winner?.priority ?? 0,
    };
    const message =
      winner !== undefined
        ? count === 1
          ? t(
              'Priority {priority} is also that of “{other}” ({path}), and both apply to {agent}{where}. Today “{winner}” wins there with priority {winnerPriority}; without it the last write would win, which differs between regions. Give one of the two another priority.',
              values,
            )
          : t(
              'Priority {priority} is also that of “{other}” ({path}), and both apply to {agent}{where}; the same is true of {more} more on its targets. Today “{winner}” wins there with priority {winnerPriority}; without it the last write would win, which differs between regions. Give each another priority.',
              values,
            )
        : count === 1
          ? t(
              'Priority {priority} is also that of “{other}” ({path}), and both apply to {agent}{where}. The last write wins, which differs between regions, so which retention and masks hold is left to chance. Give one of the two another priority.',
              values,
            )
          : t(
              'Priority {priority} is also that of “{other}” ({path}), and both apply to {agent}{where}; the same is true of {more} more on its targets. The last write wins, which differs between regions, so which retention and masks hold is left to chance. Give each another priority.',
              values,
            );
    const basis = winner?.basis;
    ctx.report({
      at: ['priority'],
      message: basis === undefined ? message : `${message} ${onlyInOrgSentence([values.winner], basis)}`,
      related: others.slice(0, LISTED).map(({ entry, target }) => ({
        uri: entry.policy.uri,
        range: entry.policy.priorityRange,
        message: t('“{other}” has priority {priority} on {target} too.', {
          other: entry.policy.label,
          priority,
          target,
        }),
      })),
      fixes: fixOf(ctx),
      ...(basis && { basis }),
    });
  },
});

/**
 * Moves the policy to the nearest free number of its band. Not safe: which of the two should win is the
 * author's to say.
 */
function fixOf(ctx: RuleContext): Fix[] {
  const policy = ctx.policy!;
  const { low, high } = bandOf(ctx.config, policy.priority!);
  const taken = takenPriorities(policy, ctx.environments, ctx.org, low, high);
  const free = nearestFree(taken, policy.priority!, low, high);
  const node = ctx.node(['priority']);
  if (free === undefined || node === undefined) return [];
  return [
    {
      title: t('Set priority to {free}, which is free on all targets of this policy', { free }),
      safe: false,
      edits: () => replaceNode(node, free),
    },
  ];
}
