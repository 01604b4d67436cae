import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'psr-masking-disabled',
  severity: 'error',
  title: 'Personal data is not masked',
  kinds: ['psr'],
  check(ctx) {
    const settings = ctx.value as { piiMasking?: { enabled?: unknown } | null } | undefined;
    if (settings?.piiMasking?.enabled !== false) return;
    const node = ctx.node(['piiMasking', 'enabled'])!;
    ctx.report({
      node,
      message: t(
        'Masking of personal data is off: card and identity numbers are stored readable, and a leak of the logs becomes a reportable incident. Set true; masking later, in the SIEM, comes too late.',
      ),
      fixes: [{ title: t('Mask personal data'), safe: false, edits: () => replaceNode(node, true) }],
    });
  },
});
