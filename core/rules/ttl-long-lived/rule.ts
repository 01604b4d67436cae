import { limitsOf } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

const FIELDS = (['recordingPlaybackUrlTtl', 'recordingBatchDownloadUrlTtl'] as const).map((name) => ({
  name,
  maximum: limitsOf('settings', [name]).maximum,
}));

/** Minutes a link lives in an environment that is set up for security (recording management guide). */
const SECURE_MINUTES = 10;

export const rule = defineRule({
  code: 'ttl-long-lived',
  severity: 'hint',
  title: 'Recording links live as long as possible',
  kinds: ['settings'],
  check(ctx) {
    const settings = ctx.value as Record<string, unknown> | undefined;
    for (const { name, maximum } of FIELDS) {
      if (settings?.[name] !== maximum) continue;
      if (!ctx.environments.some((e) => e.compliancePolicies > 0)) return;
      const node = ctx.node([name])!;
      const values = { name, maximum, secure: SECURE_MINUTES };
      ctx.report({
        node,
        message: t(
          '{name} is at its maximum of {maximum} minutes, and this project has compliance policies: whoever gets hold of a link can use it that long. A security setting is {secure} minutes.',
          values,
        ),
        fixes: [
          {
            title: t('Set {name} to {secure}', values),
            safe: false,
            edits: () => replaceNode(node, SECURE_MINUTES),
          },
        ],
      });
    }
  },
});
