import { insertProperties } from '../../edit/insert';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { isRecorded, listedRoles } from '../psr-roles';

export const rule = defineRule({
  code: 'psr-role-untagged',
  severity: 'hint',
  title: 'A recorded role without tags',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { enabled?: unknown; roles?: unknown } | undefined;
    if (settings?.enabled !== true) return;
    for (const { index, name, role } of listedRoles(settings.roles)) {
      if (!isRecorded(role)) continue;
      const tags = role['tags'];
      if (tags !== undefined && !(Array.isArray(tags) && tags.length === 0)) continue;
      const owner = ctx.node(['roles', index]);
      if (owner === undefined || owner.broken) continue;
      ctx.report({
        at: tags === undefined ? ['roles', index, 'name'] : ['roles', index, 'tags'],
        message: t(
          'The recorded role "{name}" has no tags. A SIEM then has to know roles by name, and loses them when somebody renames one. Add a tag, such as "Critical Access" or "Financial Control".',
          { name },
        ),
        fixes:
          tags === undefined
            ? [
                {
                  title: t('Tag as "Critical Access"'),
                  safe: false,
                  edits: () => insertProperties(ctx.doc.text, owner, [['tags', ['Critical Access']]]),
                },
              ]
            : [],
      });
    }
  },
});
