import { resolveVariables } from '../../document/variables';
import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { matchesOwn } from './own-pattern';
import { suggestName } from './suggest';

export const rule = defineRule({
  code: 'naming-convention',
  severity: 'hint',
  title: 'A name outside the naming convention',
  kinds: ['policy'],
  check(ctx) {
    const written = (ctx.value as { name?: unknown } | undefined)?.name;
    if (typeof written !== 'string' || written.trim() === '') return;
    const { namingPattern, ownNamingPattern } = ctx.config;
    for (const name of namesInOrgs(written, ctx)) {
      // A pattern from a file may take exponential time on a backtracking engine.
      if (ownNamingPattern ? matchesOwn(namingPattern, name) !== false : compiled(namingPattern).test(name))
        continue;
      report(ctx, name, name === written ? suggestName(name) : undefined);
      return;
    }
  },
});

/**
 * The names people find in the orgs: a variable is filled in, and left alone where its value is not known.
 */
function namesInOrgs(written: string, ctx: RuleContext): Iterable<string> {
  if (!written.includes('{{')) return [written];
  const names = new Set<string>();
  for (const { environment } of ctx.environments) {
    const name = resolveVariables(written, environment.variables);
    if (name !== undefined) names.add(name);
  }
  return names;
}

function report(ctx: RuleContext, name: string, suggestion: string | undefined): void {
  const { namingPattern, ownNamingPattern } = ctx.config;
  if (ownNamingPattern) {
    ctx.report({
      at: ['name'],
      message: t(
        'The name “{name}” does not match the namingPattern of this project, {pattern}, by which people find a policy in the org and know whose it is. Rename it.',
        { name, pattern: namingPattern },
      ),
    });
    return;
  }
  const node = ctx.node(['name'])!;
  const fixes: Fix[] =
    suggestion === undefined
      ? []
      : [
          {
            title: t('Rename to {suggestion}', { suggestion }),
            // The org knows the policy by its name.
            safe: false,
            edits: () => replaceNode(node, suggestion),
          },
        ];
  ctx.report({
    node,
    message: t(
      'The name “{name}” does not follow <Department>_<Purpose>_Recording, by which people find a policy in the org and know whose it is. Rename it, or set a namingPattern of your own.',
      { name },
    ),
    fixes,
  });
}

let last: { readonly source: string; readonly regex: RegExp } | undefined;

function compiled(source: string): RegExp {
  if (last?.source !== source) last = { source, regex: new RegExp(source) };
  return last.regex;
}
