import { agentText, targetName, targetText, whereText } from '../../cascade/conflicts/messages';
import { remotePolicies } from '../../cascade/conflicts/remote';
import type { Fix } from '../../findings/finding';
import { targetKey } from '../../index/policy-facts';
import { t } from '../../l10n';
import type { RuleContext } from '../api';

/**
 * Reports a policy that only the org has and that shares a target and the priority; one finding per
 * environment.
 */
export function reportRemoteCollisions(ctx: RuleContext, fixes: (ctx: RuleContext) => Fix[]): void {
  const policy = ctx.policy;
  if (policy?.enabled !== true || policy.priority === undefined) return;
  for (const index of ctx.environments) {
    const environment = index.environment;
    if (environment.traits.overlaps !== 'lowest-priority-number') continue;
    const facts = ctx.org.facts(environment.name);
    const remote = remotePolicies(facts);
    if (remote === undefined) continue;
    const others = new Set<string>();
    let agent = '';
    index.eachTarget(policy, (fact, id) => {
      const key = targetKey(fact.type, id);
      for (const other of remote.on(key)) {
        if (other.priority !== policy.priority) continue;
        if (others.size === 0)
          agent = agentText(fact.type, targetText(fact.type, fact.id, targetName(facts, key)));
        others.add(other.name);
      }
    });
    if (others.size === 0) continue;
    const { asOf, complete } = remote.source;
    const values = {
      priority: policy.priority,
      other: [...others][0]!,
      more: others.size - 1,
      agent,
      where: whereText([environment.name]),
      asOf,
    };
    ctx.report({
      at: ['priority'],
      message:
        others.size === 1
          ? t(
              'Priority {priority} is also that of “{other}”, a policy that only the org has{where} (as read at {asOf}), and both apply to {agent}. The last write wins, which differs between regions. Choose another priority, or pull that policy and settle which one counts.',
              values,
            )
          : t(
              'Priority {priority} is also that of “{other}” and {more} more, policies that only the org has{where} (as read at {asOf}), which apply to {agent} too. The last write wins, which differs between regions. Choose another priority, or pull those policies and settle which one counts.',
              values,
            ),
      fixes: fixes(ctx),
      basis: { environment: environment.name, asOf, complete },
    });
  }
}
