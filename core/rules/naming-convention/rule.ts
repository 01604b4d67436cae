import { replaceNode } from '../../edit/edits';
import type { Fix } from '../../findings/finding';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { matchesOwn } from './own-pattern';
import { suggestName } from './suggest';

export const rule = defineRule({
  code: 'naming-convention',
  severity: 'hint',
  title: 'A name outside the naming convention',
  kinds: ['policy'],
  check(ctx) {
    const name = (ctx.value as { name?: unknown } | undefined)?.name;
    if (typeof name !== 'string' || name.trim() === '') return;
    const { namingPattern, ownNamingPattern } = ctx.config;
    // A pattern from a file may take exponential time on a backtracking engine.
    if (ownNamingPattern) {
      if (matchesOwn(namingPattern, name) !== false) return;
      ctx.report({
        at: ['name'],
        message: t(
          'The name “{name}” does not match the namingPattern of this project, {pattern}, by which people find a policy in the org and know whose it is. Rename it.',
          { name, pattern: namingPattern },
        ),
      });
      return;
    }
    if (compiled(namingPattern).test(name)) return;
    const node = ctx.node(['name'])!;
    const suggestion = suggestName(name);
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
  },
});

let last: { readonly source: string; readonly regex: RegExp } | undefined;

function compiled(source: string): RegExp {
  if (last?.source !== source) last = { source, regex: new RegExp(source) };
  return last.regex;
}
