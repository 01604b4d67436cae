import { cascadeOn } from '../../cascade/cascade';
import { daysText } from '../../cascade/conflicts/messages';
import type { CascadePolicy } from '../../cascade/types';
import { resolveVariables } from '../../document/variables';
import type { EnvironmentIndex } from '../../index/environment-index';
import { t } from '../../l10n';
import { ageOf } from '../shared/age';
import { environmentsFor, type FeatureContext } from '../shared/context';
import type { Markup } from '../shared/markup';
import { policyLine } from './policy';

const MAX_SHOWN = 10;

/** What is known of a target and the cascade of enabled policies on it, winner first, in each environment. */
export function describeTarget(
  ctx: FeatureContext,
  target: { readonly type: string; readonly id: string },
  into: Markup,
): void {
  const environments = environmentsFor(ctx);
  for (const index of environments) {
    const { environment } = index;
    const id = resolveVariables(target.id, environment.variables);
    if (environments.length > 1) into.line(into.strong(into.foreign(environment.name)));
    if (id !== undefined) describeThing(ctx, environment.name, target.type, id, into);
    describeCascade(ctx, index, target, into);
  }
}

function describeThing(
  ctx: FeatureContext,
  environment: string,
  type: string,
  id: string,
  into: Markup,
): void {
  const facts = ctx.org.facts(environment);
  const group = type === 'GROUP' ? facts?.groups?.value.get(id.toLowerCase()) : undefined;
  if (group !== undefined) {
    const parts = [into.strong(into.foreign(group.name ?? id))];
    if (group.activeMembers !== undefined)
      parts.push(t('{count} active members', { count: group.activeMembers }));
    else if (group.members !== undefined) parts.push(t('{count} members', { count: group.members }));
    into.line(`${parts.join(' · ')} (${ageOf(facts!.groups!, ctx.now)})`);
    return;
  }
  const name = facts?.names?.value.get(`${type}:${id.toLowerCase()}`);
  if (name !== undefined) into.line(`${into.strong(into.foreign(name))} (${ageOf(facts!.names!, ctx.now)})`);
  else if (type === 'GROUP' && facts?.groups?.complete === true)
    into.line(t('The org has no group of this id ({age}).', { age: ageOf(facts.groups, ctx.now) }));
}

function describeCascade(
  ctx: FeatureContext,
  index: EnvironmentIndex,
  target: { type: string; id: string },
  into: Markup,
): void {
  const key = index.keyOf(target.type, target.id);
  const facts = ctx.org.facts(index.environment.name);
  const cascade = key === undefined ? undefined : cascadeOn(index, [key], { facts });
  if (cascade === undefined || cascade.entries.length === 0) {
    into.own(t('No enabled policy of this project targets it.'));
    return;
  }
  const lines = cascade.entries.slice(0, MAX_SHOWN).map(({ policy, outcome, reason }) => {
    const line = policy.facts === undefined ? remoteLine(policy, into) : policyLine(policy.facts, into);
    const mark = outcome === 'wins' ? t('wins') : outcome === 'ties' ? t('ties') : undefined;
    return `${line} · ${mark === undefined ? '' : `${into.strong(mark)}: `}${into.foreign(reason)}`;
  });
  const rest = cascade.entries.length - MAX_SHOWN;
  if (rest > 0) lines.push(t('and {count} more', { count: rest }));
  into.own(
    cascade.order === 'longest-retention'
      ? t('Policies on this target, longest retention first:')
      : t('Policies on this target, lowest number first:'),
  );
  into.list(lines);
}

function remoteLine(policy: CascadePolicy, into: Markup): string {
  const parts = [into.strong(into.foreign(policy.label)), t('only in the org')];
  parts.push(t('priority {priority}', { priority: policy.priority }));
  if (policy.retentionDays !== undefined) parts.push(daysText(policy.retentionDays));
  return parts.join(' · ');
}
