import { t } from '../../l10n';
import { deleteDays, mediaRulesOf } from '../../media/media-rules';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'screen-outlives-call',
  severity: 'warning',
  title: 'Screen recordings kept longer than their interaction',
  kinds: ['mediaPolicy'],
  check(ctx) {
    for (const { path, actions } of mediaRulesOf(ctx.value)) {
      const screen = deleteDays(actions['initiateScreenRecording']);
      const own = deleteDays(actions['retentionDuration']);
      if (screen === undefined || own === undefined || screen === own) continue;
      const values = { screen, own };
      ctx.report({
        at: [...path, 'actions', 'initiateScreenRecording', 'deleteRetention', 'days'],
        ...(screen > own ? {} : { severity: 'information' as const }),
        message:
          screen > own
            ? t(
                'Screens are kept {screen} days and their interaction {own}. A screen recording without its call cannot be understood or found by it. Keep the call as long, or the screen shorter.',
                values,
              )
            : t(
                'Screens are kept {screen} days and their interaction {own}: from then on the call is there without the screen. Give both the same days if they are to be reviewed together.',
                values,
              ),
      });
    }
  },
});
