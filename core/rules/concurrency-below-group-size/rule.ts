import { LISTED, targetText } from '../../cascade/conflicts/messages';
import { type StreamsInForce, streamsInForce } from '../../cascade/conflicts/streams-in-force';
import type { RelatedLocation } from '../../findings/finding';
import type { Dated, GroupFact } from '../../index/org-facts';
import { targetKey } from '../../index/policy-facts';
import type { TargetEntry } from '../../index/target-index';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

/** A group with a known number of active members that an enabled policy targets. */
interface TargetedGroup {
  readonly group: GroupFact;
  readonly members: number;
  readonly entries: readonly TargetEntry[];
}

export const rule = defineRule({
  code: 'concurrency-below-group-size',
  severity: 'warning',
  title: 'More agents in the targeted groups than screens recorded at one time',
  kinds: ['settings', 'config'],
  check(ctx) {
    for (const inForce of streamsInForce(ctx)) {
      // 0 switches recording off, which has a rule of its own.
      if (inForce.streams === 0) continue;
      const known = ctx.org.facts(inForce.index.environment.name)?.groups;
      if (known?.complete === true) check(ctx, inForce, known);
    }
  },
});

/** One finding for one setting: the largest group that does not fit, else all targeted groups together. */
function check(
  ctx: RuleContext,
  inForce: StreamsInForce,
  known: Dated<ReadonlyMap<string, GroupFact>>,
): void {
  const groups = targetedGroups(inForce, known.value).sort((a, b) => b.members - a.members);
  const [largest] = groups;
  if (largest === undefined) return;
  const together = groups.reduce((sum, { members }) => sum + members, 0);
  if (together <= inForce.streams) return;
  const alone = groups.filter(({ members }) => members > inForce.streams);
  const concerned = alone.length > 0 ? alone : groups;
  const environment = inForce.index.environment.name;
  ctx.report({
    ...inForce.place,
    message:
      alone.length > 0
        ? groupMessage(inForce, largest, alone.length - 1, known.asOf)
        : sumMessage(inForce, groups.length, together, known.asOf),
    related: concerned
      .slice(0, LISTED)
      .flatMap(({ group, entries }) => policiesOn(group, entries))
      .slice(0, LISTED),
    basis: { environment, asOf: known.asOf, complete: known.complete },
  });
}

function targetedGroups({ index }: StreamsInForce, groups: ReadonlyMap<string, GroupFact>): TargetedGroup[] {
  const found: TargetedGroup[] = [];
  for (const group of groups.values()) {
    if (group.activeMembers === undefined) continue;
    const entries = index.targets.entriesOn(targetKey('GROUP', group.id));
    if (entries.length > 0) found.push({ group, members: group.activeMembers, entries });
  }
  return found;
}

function groupMessage(
  inForce: StreamsInForce,
  { group, members }: TargetedGroup,
  more: number,
  asOf: string,
): string {
  const values = {
    streams: inForce.streams,
    group: targetText('GROUP', group.id, group.name),
    members,
    rest: members - inForce.streams,
    more,
    environment: inForce.index.environment.name,
    asOf,
  };
  return more === 0
    ? t(
        '{streams} screens are recorded at one time, and {group} has {members} active members. When all work at once, {rest} of them are not recorded ({environment}, as read at {asOf}). Raise maxSimultaneousStreams, or target smaller groups.',
        values,
      )
    : t(
        '{streams} screens are recorded at one time, and {group} has {members} active members. When all work at once, {rest} of them are not recorded; the same holds for {more} other targeted groups ({environment}, as read at {asOf}). Raise maxSimultaneousStreams, or target smaller groups.',
        values,
      );
}

function sumMessage(inForce: StreamsInForce, groups: number, members: number, asOf: string): string {
  return t(
    '{streams} screens are recorded at one time, for {groups} targeted groups of {members} active members. When all work at once, up to {rest} of them are not recorded; who is in several groups counts once for each ({environment}, as read at {asOf}). Raise maxSimultaneousStreams, or target fewer groups.',
    {
      streams: inForce.streams,
      groups,
      members,
      rest: members - inForce.streams,
      environment: inForce.index.environment.name,
      asOf,
    },
  );
}

function policiesOn(group: GroupFact, entries: readonly TargetEntry[]): RelatedLocation[] {
  return entries.slice(0, LISTED).map(({ policy, targetIndex }) => ({
    uri: policy.uri,
    range: policy.targets.find((target) => target.index === targetIndex)?.range ?? policy.nameRange,
    message: t('{policy} targets {group}', {
      policy: policy.label,
      group: targetText('GROUP', group.id, group.name),
    }),
  }));
}
