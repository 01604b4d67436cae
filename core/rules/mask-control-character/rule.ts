import { doubleBackslashes, readLiteral } from '../../../masks/escapes';
import type { Fix } from '../../findings/finding';
import type { JsonNode } from '../../json/nodes';
import { t } from '../../l10n';
import { defineRule, type RuleContext } from '../api';
import { MASKING_KINDS, patternNode, patternsOf } from '../mask-lists';

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
    const patterns = patternsOf(ctx.doc);
    if (patterns === undefined) return;
    const lost = ctx.doc.errors.some((fault) => fault.kind === 'invalid-escape');
    if (!lost && ctx.maskList?.controls !== true) return;
    for (let index = 0; index < patterns.length; index++) {
      if (typeof patterns[index] !== 'string') continue;
      const node = patternNode(ctx, index);
      const raw = ctx.doc.text.slice(node.start, node.end);
      if (raw[0] !== '"' || node.broken) continue;
      const { controlEscapes, invalidEscapes, starts, text } = readLiteral(raw);
      if (controlEscapes.length === 0) {
        if (invalidEscapes.length > 0) reportLost(ctx, node, starts[invalidEscapes[0]!]!);
        continue;
      }
      // A word boundary that has become a backspace changes what is found; a line feed asks for the same as
      // its escape.
      const first = controlEscapes.find((offset) => text[offset] === '\b') ?? controlEscapes[0]!;
      const start = node.start + starts[first]!;
      const written = ctx.doc.text.slice(start, start + 2);
      const values = { escape: written, doubled: `\\${written}`, character: NAMES[text[first]!]!() };
      const isBackspace = text[first] === '\b';
      // A line end that was pasted with the pattern is reported as what it is.
      if (!isBackspace && ctx.maskList?.patterns[index]?.hidesNothing?.way === 'line-end') continue;
      ctx.report({
        start,
        end: start + 2,
        ...(isBackspace ? undefined : { severity: 'hint' as const }),
        message: isBackspace
          ? t(
              'JSON makes {character} of "{escape}", where the regex needs a word boundary: the pattern finds nothing on a screen, and the data stays readable. Double the backslash: "{doubled}".',
              values,
            )
          : t(
              'JSON makes {character} of "{escape}" before the regex is read. The pattern then asks for that character itself. Double the backslash, as everywhere in a pattern: "{doubled}".',
              values,
            ),
        fixes: [doubling(node, raw)],
      });
    }
  },
});

/**
 * An escape that JSON does not know: that the file is no JSON is told by the rule on syntax, what it does to
 * the mask here.
 */
function reportLost(ctx: RuleContext, node: JsonNode, offset: number): void {
  const start = node.start + offset;
  const written = ctx.doc.text.slice(start, start + 2);
  ctx.report({
    start,
    end: start + 2,
    message: t(
      'JSON knows no "{written}", and readers that pass over it drop the backslash: the regex then looks for "{letter}", and the data stays readable. Double the backslash: "{doubled}".',
      { written, letter: written.slice(1), doubled: `\\${written}` },
    ),
    fixes: [doubling(node, ctx.doc.text.slice(node.start, node.end))],
  });
}

/** For the whole pattern: one backslash that is left alone would change what the others were doubled for. */
function doubling({ start, end }: JsonNode, raw: string): Fix {
  return {
    title: t('Double the backslash'),
    safe: true,
    edits: () => [{ start, end, newText: doubleBackslashes(raw) ?? raw }],
  };
}
