import type { ForeignPart } from '../../../masks/dialect';
import { t } from '../../l10n';
import { defineRule } from '../api';
import { brief, candidates, MASKING_KINDS, partOf, rewriteFix } from '../mask-lists';

export const rule = defineRule({
  code: 'mask-foreign-syntax',
  severity: 'warning',
  title: 'A mask pattern in another dialect',
  kinds: MASKING_KINDS,
  appliesWhen: 'mask-faults',
  check(ctx) {
    for (const { index, facts } of candidates(ctx)) {
      const { foreign, hidesNothing } = facts;
      // Where nothing at all is hidden, another rule says so.
      if (foreign === undefined || hidesNothing !== undefined) continue;
      const { first, rewritten } = foreign;
      ctx.report({
        ...partOf(ctx, index, [first.start, first.end]),
        message: messageOf(first),
        fixes:
          rewritten === undefined
            ? []
            : [rewriteFix(ctx, index, t('Write {pattern}', { pattern: brief(rewritten) }), rewritten)],
      });
    }
  },
});

function messageOf({ text, kind }: ForeignPart): string {
  switch (kind) {
    case 'slashes':
      return text === '/'
        ? t(
            'The slashes around this pattern are read as a part of it: only what stands between slashes is hidden, and the data stays readable. Write the pattern without them.',
          )
        : t(
            'The slashes around this pattern and the flags behind ("{text}") are read as a part of it: only what stands between such signs is hidden, and the data stays readable. Write the pattern without them, and letters in both cases as [Aa].',
            { text },
          );
    case 'set':
      return t(
        '{text} is a named set of another dialect, and read here as the single characters it is written with: the data it stands for stays readable. Write the characters themselves, as in [0-9] or \\d.',
        { text },
      );
    case 'letter':
      return t(
        '{text} has a meaning in another dialect only, and is read here as plain letters: the pattern does not find what was meant, and the data stays readable. Write it in the syntax of ECMAScript.',
        { text: brief(text) },
      );
    case 'braces':
      return t(
        '{text} is read as these characters and not as a number of repeats: the pattern does not find what was meant, and the data stays readable. Write the lower bound too.',
        { text },
      );
  }
}
