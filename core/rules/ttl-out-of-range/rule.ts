import { limitsOf } from '../../document/schema/schema';
import { replaceNode } from '../../edit/edits';
import { t } from '../../l10n';
import { defineRule } from '../api';

const FIELDS = (['recordingPlaybackUrlTtl', 'recordingBatchDownloadUrlTtl'] as const).map((name) => ({
  name,
  ...limitsOf('settings', [name]),
}));

export const rule = defineRule({
  code: 'ttl-out-of-range',
  severity: 'error',
  title: 'A URL time-to-live outside 2–60 minutes',
  kinds: ['settings'],
  check(ctx) {
    const settings = ctx.value as Record<string, unknown> | undefined;
    for (const { name, minimum, maximum } of FIELDS) {
      const minutes = settings?.[name];
      if (typeof minutes !== 'number' || !Number.isInteger(minutes)) continue;
      if (minutes >= minimum && minutes <= maximum) continue;
      const node = ctx.node([name])!;
      const period = minutes === 1 ? t('1 minute') : t('{minutes} minutes', { minutes });
      const values = { name, period, minimum, maximum };
      const nearest = minutes < minimum ? minimum : maximum;
      ctx.report({
        node,
        message:
          minutes < minimum
            ? t(
                '{name} of {period}: a link must stay valid for at least {minimum} minutes, and the org rejects all settings of the file. Set {minimum} to {maximum} minutes.',
                values,
              )
            : t(
                '{name} of {period}: a link may stay valid for at most {maximum} minutes, and the org rejects all settings of the file. Set {minimum} to {maximum} minutes.',
                values,
              ),
        fixes: [
          {
            title: t('Set {name} to {nearest}', { name, nearest }),
            safe: false,
            edits: () => replaceNode(node, nearest),
          },
        ],
      });
    }
  },
});
