import { t } from '../../l10n';
import { doubleBackslashes, readLiteral } from '../../masks/escapes';
import { defineRule } from '../api';
import { MASKING_KINDS, maskListOf, patternNode, patternsOf } from '../mask-lists';

const NAMES: Readonly<Record<string, () => string>> = {
  '\b': () => t('a backspace character'),
  '\f': () => t('a form feed'),
  '\n': () => t('a line feed'),
  '\r': () => t('a carriage return'),
  '\t': () => t('a tab'),
};

export const rule = defineRule({
  code: 'mask-control-character',
  severity: 'warning',
  title: 'A backslash that JSON took for its own',
  kinds: MASKING_KINDS,
  check(ctx) {
    if (maskListOf(ctx)?.controls !== true) return;
    const patterns = patternsOf(ctx.doc)!;
    for (let index = 0; index < patterns.length; index++) {
      if (typeof patterns[index] !== 'string') continue;
      const node = patternNode(ctx, index);
      const raw = ctx.doc.text.slice(node.start, node.end);
      if (raw[0] !== '"' || node.broken) continue;
      const { controlEscapes, starts, text } = readLiteral(raw);
      if (controlEscapes.length === 0) continue;
      // A word boundary that has become a backspace changes what is found; a line feed is the same, written in another way.
      const first = controlEscapes.find((offset) => text[offset] === '\b') ?? controlEscapes[0]!;
      const start = node.start + starts[first]!;
      const written = ctx.doc.text.slice(start, start + 2);
      const values = { escape: written, doubled: `\\${written}`, character: NAMES[text[first]!]!() };
      const lost = text[first] === '\b';
      ctx.report({
        start,
        end: start + 2,
        ...(lost ? undefined : { severity: 'hint' as const }),
        message: lost
          ? t(
              'JSON makes {character} of "{escape}", where the regex needs a word boundary: the pattern finds nothing on a screen, and the data stays readable. Double the backslash: "{doubled}".',
              values,
            )
          : t(
              'JSON makes {character} of "{escape}" before the regex is read. It matches the same here; double the backslash, as everywhere in a pattern: "{doubled}".',
              values,
            ),
        fixes: [
          {
            title: t('Double the backslash'),
            safe: true,
            edits: () => {
              const only = doubleControls(raw);
              return [{ start: node.start, end: node.end, newText: only }];
            },
          },
        ],
      });
    }
  },
});

/** Doubles what makes control characters; escapes that JSON does not know are mended by the rule on syntax. */
function doubleControls(raw: string): string {
  const { controlEscapes, invalidEscapes, starts } = readLiteral(raw);
  if (invalidEscapes.length === 0) return doubleBackslashes(raw) ?? raw;
  let fixed = raw;
  for (const offset of [...controlEscapes].reverse()) {
    const at = starts[offset]!;
    fixed = `${fixed.slice(0, at)}\\${fixed.slice(at)}`;
  }
  return fixed;
}
