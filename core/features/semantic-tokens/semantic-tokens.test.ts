import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeString } from '../../json/strings';
import { atCursor, type CursorOptions } from '../../testing/cursor';
import { decodedOffsets } from './decoded-offsets';
import { SEMANTIC_TOKENS_LEGEND, semanticTokens } from './semantic-tokens';

function tokens(text: string, options: CursorOptions = {}): string[] {
  const { ctx } = atCursor({ 'a.recpolicy.json': text }, options);
  const data = semanticTokens(ctx);
  const lines = text.split('\n');
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let i = 0; i < data.length; i += 5) {
    line += data[i]!;
    character = data[i] === 0 ? character + data[i + 1]! : data[i + 1]!;
    found.push(
      `${lines[line]!.slice(character, character + data[i + 2]!)} ${SEMANTIC_TOKENS_LEGEND.tokenTypes[data[i + 3]!]}`,
    );
  }
  return found;
}

it('colours variables in values and codes in directives', () => {
  expect(
    tokens('// recpolicy-disable some-code -- why\n{ "{{no}}": "a {{x}} b {{ y }}",\n "b": ["{{z}}"] }'),
  ).toEqual(['some-code decorator', '{{x}} variable', '{{ y }} variable', '{{z}} variable']);
});

it('puts the parts of a pattern where its escapes stand in the file', () => {
  const maskTokens = (pattern: string) =>
    [...pattern.matchAll(/\\.|\{\d+\}/g)].map((m) => ({
      start: m.index,
      end: m.index + m[0].length,
      type: m[0].startsWith('{') ? ('quantifier' as const) : ('escape' as const),
    }));
  const text = '{ "complianceSettings": { "allowedMaskPatterns": ["\\u0041\\\\d{4}\\"\\\\b"] } }';
  expect(tokens(text, { masks: { maskTokens } })).toEqual(['\\\\d regexp', '{4} operator', '\\\\b regexp']);
});

it('maps each decoded unit to where it stands, as the parser decodes', () => {
  const piece = fc.constantFrom(
    'a',
    '\\n',
    '\\\\',
    '\\"',
    '\\u0041',
    '\\ud83d',
    '\\d',
    '\\u00',
    '\\',
    '😀',
    '{',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const raw = pieces.join('');
      fc.pre(!/(^|[^\\])(\\\\)*\\$/.test(raw));
      const decoded = decodeString(raw, () => {});
      const starts = decodedOffsets(raw);
      expect(starts).toHaveLength(decoded.length + 1);
      for (let i = 0; i < decoded.length; i++) {
        if (raw[starts[i]!] !== '\\') expect(raw[starts[i]!]).toBe(decoded[i]);
        expect(starts[i]!).toBeLessThan(starts[i + 1]!);
      }
    }),
  );
});
