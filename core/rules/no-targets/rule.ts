import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'no-targets',
  severity: 'error',
  title: 'A policy without a target',
  kinds: ['policy'],
  check(ctx) {
    const targets = (ctx.value as { targets?: unknown } | undefined)?.targets;
    if (!Array.isArray(targets) || targets.length > 0) return;
    const node = ctx.node(['targets'])!;
    // Half typed is not empty.
    if (node.broken) return;
    ctx.report({
      node,
      message: t(
        'This policy has 0 targets, so it applies to nobody and records nothing. Name at least one group, location or skill, or remove the file.',
      ),
    });
  },
});
