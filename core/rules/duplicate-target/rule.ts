import { whereText } from '../../cascade/conflicts/messages';
import { removeLaterItem } from '../../edit/remove-item';
import type { TargetFact } from '../../index/policy-facts';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';

interface Repeat {
  readonly first: TargetFact;
  /** Environments in which the two are one; undefined where they are written alike. */
  environments: string[] | undefined;
}

export const rule = defineRule({
  code: 'duplicate-target',
  severity: 'warning',
  title: 'A target named twice',
  kinds: ['policy'],
  check(ctx) {
    const targets = ctx.policy?.targets;
    if (targets === undefined || !mayRepeat(targets)) return;
    const repeats = new Map<TargetFact, Repeat>();
    const written = new Map<string, TargetFact>();
    for (const target of targets) {
      const { key } = target;
      const first = written.get(key);
      if (first === undefined) written.set(key, target);
      else repeats.set(target, { first, environments: undefined });
    }
    if (targets.some((target) => target.variable)) resolvedRepeats(ctx, targets, repeats);
    for (const [target, repeat] of repeats) report(ctx, target, repeat);
  },
});

/** Up to this many targets are compared one by one before any table is made. */
const FEW = 8;

function mayRepeat(targets: readonly TargetFact[]): boolean {
  if (targets.length > FEW) return true;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i]!;
    if (target.variable) return true;
    for (let n = 0; n < i; n++) if (target.isWrittenAs(targets[n]!)) return true;
  }
  return false;
}

/** Adds targets that are written differently and resolve to the same id in some environment. */
function resolvedRepeats(
  ctx: RuleContext,
  targets: readonly TargetFact[],
  repeats: Map<TargetFact, Repeat>,
): void {
  for (const index of ctx.environments) {
    const resolved = new Map<string, TargetFact>();
    for (const target of targets) {
      const key = index.keyOf(target.type, target.id);
      if (key === undefined) continue;
      const first = resolved.get(key);
      if (first === undefined) {
        resolved.set(key, target);
        continue;
      }
      const repeat = repeats.get(target);
      if (repeat === undefined) repeats.set(target, { first, environments: [index.environment.name] });
      else if (repeat.environments !== undefined) repeat.environments.push(index.environment.name);
    }
  }
}

function report(ctx: RuleContext, target: TargetFact, { first, environments }: Repeat): void {
  const items = ctx.node(['targets'])!.items!;
  const item = items[target.index]!;
  const values = {
    type: target.type,
    id: target.id,
    number: first.index + 1,
    where: whereText(environments ?? []),
  };
  ctx.report({
    node: item,
    message:
      environments === undefined
        ? t(
            '{type} “{id}” is named twice in this policy (it is target {number} already), which changes nothing and hides what was meant. Remove one, or correct its id.',
            values,
          )
        : t(
            '{type} “{id}” is the same as target {number}{where}: both variables have one value there. The second changes nothing. Remove one, or correct the variable.',
            values,
          ),
    related: [{ uri: ctx.doc.uri, range: first.range, message: t('The target is named here first.') }],
    fixes: [
      {
        title: t('Remove the repeated target'),
        // Where only a variable's value makes them one, other environments may need both.
        safe: environments === undefined,
        edits: () => removeLaterItem(ctx.doc.text, items[target.index - 1]!, item),
      },
    ],
    tag: 'unnecessary',
  });
}
