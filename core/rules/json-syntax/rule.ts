import type { SyntaxError as Fault } from '../../json/parse';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { fixesFor } from './fixes';
import { messageOf } from './messages';

export const rule = defineRule({
  code: 'json-syntax',
  severity: 'error',
  title: 'The file is no valid JSON',
  kinds: ['policy', 'settings', 'psr', 'config', 'tests'],
  check(ctx) {
    const { errors } = ctx.doc;
    if (errors.length === 0) return;
    for (const fault of errors) {
      // These two have a code of their own.
      if (fault.kind === 'trailing-comma' || fault.kind === 'duplicate-key') continue;
      ctx.report({
        ...placeOf(fault),
        message: messageOf(fault, ctx.doc),
        related: related(ctx, fault),
        fixes: fixesFor(fault, ctx.doc),
      });
    }
  },
});

/** An empty file is shown at its first character, whatever blank lines or comments it holds. */
function placeOf(fault: Fault): { start: number; end: number } {
  if (fault.kind === 'empty-document') return { start: 0, end: Math.min(1, fault.end) };
  return { start: fault.start, end: fault.end };
}

function related(ctx: RuleContext, fault: Fault) {
  if (fault.other === undefined) return [];
  const { doc } = ctx;
  return [
    {
      uri: doc.uri,
      range: doc.range(fault.other, fault.other + 1),
      message: t('"{bracket}" is opened here', { bracket: doc.text[fault.other] ?? '' }),
    },
  ];
}
