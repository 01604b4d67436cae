import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'user-target',
  severity: 'warning',
  title: 'A USER target',
  kinds: ['policy'],
  check(ctx) {
    const targets = (ctx.value as { targets?: unknown } | undefined)?.targets;
    if (!Array.isArray(targets)) return;
    for (let i = 0; i < targets.length; i++) {
      const target = targets[i] as { type?: unknown; id?: unknown } | null;
      if (typeof target !== 'object' || target === null || target.type !== 'USER') continue;
      ctx.report({
        at: ['targets', i, 'type'],
        message: t(
          'USER target {id}: the org looks every agent up at log-in for it, which delays the start of recording in larger orgs, and it stays behind when people change jobs. Put the user in a group and target the group.',
          { id: typeof target.id === 'string' ? `“${target.id}”` : '' },
        ),
      });
    }
  },
});
