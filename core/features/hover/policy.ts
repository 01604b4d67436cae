import { daysText } from '../../cascade/conflicts/messages';
import type { PolicyFacts } from '../../index/policy-facts';
import { t } from '../../l10n';
import { environmentsFor, type FeatureContext } from '../shared/context';
import type { Markup } from '../shared/markup';

/** The policies of a name, as a policy test means them. */
export function describePolicies(ctx: FeatureContext, name: string, into: Markup): void {
  const seen = new Set<PolicyFacts>();
  for (const index of environmentsFor(ctx)) for (const policy of index.withName(name)) seen.add(policy);
  if (seen.size === 0) {
    into.line(t('No policy of this project is called {name}.', { name: into.code(name) }));
    return;
  }
  into.list([...seen].map((policy) => policyLine(policy, into)));
}

/** A policy in one line: name, file, priority, retention. */
export function policyLine(policy: PolicyFacts, into: Markup): string {
  const parts = [`${into.strong(into.foreign(policy.label))} ${into.code(policy.path)}`];
  if (policy.priority !== undefined) parts.push(t('priority {priority}', { priority: policy.priority }));
  if (policy.retentionDays !== undefined) parts.push(daysText(policy.retentionDays));
  if (policy.masking) parts.push(t('masks data'));
  if (!policy.enabled) parts.push(t('disabled'));
  return parts.join(' · ');
}
