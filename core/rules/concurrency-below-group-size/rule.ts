import { groupTargets } from '../../conflicts/group-targets';
import { LISTED, targetText, whereText } from '../../conflicts/words';
import type { RelatedLocation } from '../../findings/finding';
import { t } from '../../l10n';
import type { Dated, GroupFact } from '../../org-facts';
import type { EnvironmentIndex } from '../../project/environment-index';
import { targetKey } from '../../project/policy-facts';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'concurrency-below-group-size',
  severity: 'warning',
  title: 'More agents in a group than screens recorded at one time',
  kinds: ['settings', 'policy'],
  needs: 'org-data',
  check(ctx) {
    if (ctx.doc.kind === 'settings') checkSettings(ctx);
    else checkPolicy(ctx);
  },
});

/** The project's own setting against every group that an enabled policy targets. */
function checkSettings(ctx: RuleContext): void {
  const streams = (ctx.value as { maxSimultaneousStreams?: unknown } | undefined)?.maxSimultaneousStreams;
  // 0 switches recording off, which has a rule of its own.
  if (typeof streams !== 'number' || !Number.isInteger(streams) || streams < 1) return;
  for (const index of ctx.environments) {
    const known = ctx.org.facts(index.environment.name)?.groups;
    if (known === undefined || !known.complete) continue;
    for (const group of known.value.values()) {
      if (group.activeMembers === undefined || group.activeMembers <= streams) continue;
      const related = policiesOn(index, group);
      if (related.length === 0) continue;
      report(ctx, ['maxSimultaneousStreams'], group, streams, index.environment.name, known, related);
    }
  }
}

/** Without a settings file, the setting in force in the org against the groups of this policy. */
function checkPolicy(ctx: RuleContext): void {
  if (ctx.policy?.enabled !== true || ctx.project.hasSettings) return;
  for (const { target, group, environment, known } of groupTargets(ctx)) {
    const inForce = ctx.org.facts(environment)?.maxSimultaneousStreams;
    if (group?.activeMembers === undefined || inForce === undefined || inForce.value < 1) continue;
    if (group.activeMembers > inForce.value)
      report(ctx, ['targets', target.index, 'id'], group, inForce.value, environment, known, []);
  }
}

function report(
  ctx: RuleContext,
  at: readonly (string | number)[],
  group: GroupFact,
  streams: number,
  environment: string,
  known: Dated<unknown>,
  related: readonly RelatedLocation[],
): void {
  ctx.report({
    at,
    message: t(
      '{streams} screens are recorded at one time, and {group} has {members} active members{where} (as read at {asOf}): when all work at once, {rest} of them are not recorded. Raise maxSimultaneousStreams, or target smaller groups.',
      {
        streams,
        group: targetText('GROUP', group.id, group.name),
        members: group.activeMembers ?? 0,
        rest: (group.activeMembers ?? 0) - streams,
        where: whereText([environment]),
        asOf: known.asOf,
      },
    ),
    related,
    basis: { environment, asOf: known.asOf, complete: known.complete },
  });
}

function policiesOn(index: EnvironmentIndex, group: GroupFact): RelatedLocation[] {
  return index.targets
    .on(targetKey('GROUP', group.id))
    .slice(0, LISTED)
    .map(({ policy, targetIndex }) => ({
      uri: policy.uri,
      range: policy.targets.find((target) => target.index === targetIndex)?.range ?? policy.nameRange,
      message: t('{policy} targets the group', { policy: policy.label }),
    }));
}
