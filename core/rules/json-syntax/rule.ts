import type { SyntaxFault as Fault } from '../../json/syntax-fault';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { type Damage, damageIn } from './encoding';
import { fixesFor } from './fixes';
import { messageOf } from './messages';
import { halvesIn } from './surrogates';

export const rule = defineRule({
  code: 'json-syntax',
  severity: 'error',
  title: 'The file is no valid JSON',
  kinds: ['policy', 'mediaPolicy', 'settings', 'psr', 'config', 'tests'],
  check(ctx) {
    const damage = damageIn(ctx.doc.text);
    if (damage !== undefined) reportDamage(ctx, damage);
    reportHalves(ctx);
    const { errors } = ctx.doc;
    // In a text of another encoding, every line would be complained of.
    if (errors.length === 0 || damage?.everywhere) return;
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

function reportDamage(ctx: RuleContext, { at, count, everywhere }: Damage): void {
  ctx.report({
    start: at,
    end: at + 1,
    message: everywhere
      ? t(
          'The file is in another encoding than UTF-8 (UTF-16, perhaps), so nothing in it can be read. Save it as UTF-8.',
        )
      : t(
          '{count} of the characters cannot be read as UTF-8, this one first: the file was saved in another encoding, and the org would get "�" instead. Write the characters again and save as UTF-8.',
          { count },
        ),
  });
}

function reportHalves(ctx: RuleContext): void {
  const half = halvesIn(ctx.doc.text, (offset) =>
    ctx.doc.comments.some((comment) => comment.start <= offset && offset < comment.end),
  );
  if (half === undefined) return;
  const { start, end, written, count } = half;
  ctx.report({
    start,
    end,
    message:
      count === 1
        ? t(
            '{written} is half of a character, as is left when a text is cut in the wrong place: the org refuses it or gets "�" instead. Write the whole character, or remove this half.',
            { written },
          )
        : t(
            '{written} is half of a character, as is left when a text is cut in the wrong place, the first of {count}: the org refuses it or gets "�" instead. Write the whole characters, or remove these halves.',
            { written, count },
          ),
  });
}

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
