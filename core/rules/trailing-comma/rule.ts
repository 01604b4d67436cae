import { t } from '../../l10n';
import { defineRule } from '../api';

export const rule = defineRule({
  code: 'trailing-comma',
  severity: 'warning',
  title: 'Comma after the last entry',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  appliesWhen: 'syntax-errors',
  check(ctx) {
    const { errors } = ctx.doc;
    for (const e of errors) {
      if (e.kind !== 'trailing-comma') continue;
      ctx.report({
        start: e.start,
        end: e.end,
        message: t(
          'Comma after the last entry: it is left out before the file is sent, but JSON does not allow it and other tools refuse the file. Remove it.',
        ),
        fixes: [
          {
            title: t('Remove the comma'),
            safe: true,
            edits: () => [{ start: e.start, end: e.end, newText: '' }],
          },
        ],
      });
    }
  },
});
