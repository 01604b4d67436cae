import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'storage-region',
  severity: 'information',
  title: 'Recordings leave the home region',
  kinds: ['settings'],
  check(ctx) {
    const settings = ctx.value as { regionalRecordingStorageEnabled?: unknown } | undefined;
    if (settings?.regionalRecordingStorageEnabled !== true) return;
    if (!ctx.environments.some((e) => e.compliancePolicies > 0)) return;
    const node = ctx.node(['regionalRecordingStorageEnabled'])!;
    ctx.report({
      node,
      message: t(
        'Regional storage is on, and this project has compliance policies: recordings are stored in the region of the trunk that carried the call, outside the home region perhaps. Check that the rules you follow allow it, or set false.',
      ),
      fixes: [
        {
          title: t('Store recordings in the home region'),
          safe: false,
          edits: () => replaceNode(node, false),
        },
      ],
    });
  },
});
