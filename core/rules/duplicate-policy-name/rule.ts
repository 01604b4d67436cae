import { LISTED, whereText } from '../../cascade/conflicts/messages';
import { remotePolicies } from '../../cascade/conflicts/remote';
import type { PolicyFacts } from '../../index/policy-facts';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

export const rule = defineRule({
  code: 'duplicate-policy-name',
  severity: 'error',
  title: 'Two policies of one name',
  kinds: ['policy'],
  appliesWhen: 'neighbours-or-org-data',
  check(ctx) {
    const { policy } = ctx;
    if (policy?.name === undefined) return;
    let others: Set<PolicyFacts> | undefined;
    let count = 0;
    const environments: string[] = [];
    for (const index of policy.maybeShared ? ctx.environments : []) {
      const named = index.withName(policy.name);
      if (named.length < 2) continue;
      environments.push(index.environment.name);
      count = Math.max(count, named.length - 1);
      others ??= new Set();
      for (const other of named) {
        if (others.size >= LISTED) break;
        if (other !== policy) others.add(other);
      }
    }
    if (others !== undefined) reportLocal(ctx, policy.name, [...others], count, environments);
    else reportRemote(ctx, policy.name);
  },
});

function reportLocal(
  ctx: RuleContext,
  name: string,
  found: readonly PolicyFacts[],
  count: number,
  environments: readonly string[],
): void {
  const others = [...found].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  const values = {
    name: name.trim(),
    path: others[0]!.path,
    more: Math.max(count, others.length) - 1,
    where: whereText(environments),
  };
  ctx.report({
    at: ['name'],
    message:
      values.more === 0
        ? t(
            'The name “{name}” is also that of {path}{where}. A deploy finds policies by name where no state is kept, so one file could overwrite the other in the org. Give each policy a name of its own.',
            values,
          )
        : t(
            'The name “{name}” is also that of {path} and {more} more{where}. A deploy finds policies by name where no state is kept, so one file could overwrite the other in the org. Give each policy a name of its own.',
            values,
          ),
    related: others.map((other) => ({
      uri: other.uri,
      range: other.nameRange,
      message: t('{path} has the same name.', { path: other.path }),
    })),
  });
}

function reportRemote(ctx: RuleContext, name: string): void {
  for (const { environment } of ctx.environments) {
    const remote = remotePolicies(ctx.org.facts(environment.name));
    const other = remote?.named(name)[0];
    if (remote === undefined || other === undefined) continue;
    const { asOf, complete } = remote.source;
    ctx.report({
      at: ['name'],
      message: t(
        'The org already has a policy “{name}”{where} that no file stands for (id {id}, as read at {asOf}): a deploy could not tell the two apart. Pull it, or choose another name.',
        { name: other.name, id: other.id, asOf, where: whereText([environment.name]) },
      ),
      basis: { environment: environment.name, asOf, complete },
    });
  }
}
