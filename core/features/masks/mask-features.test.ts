import { describe, expect, it } from 'vitest';
import type { OwnSamples } from '../../../masks/samples/types';
import { atCursor } from '../../testing/cursor';
import { testMasks } from '../../testing/masks';
import { codeLenses } from '../code-lens/code-lens';
import { maskFeatures } from './mask-features';

const NONE: OwnSamples = { sensitive: [], ordinary: [] };
const features = (samples = NONE) => maskFeatures(testMasks(), samples);

describe('what the editor shows of masks', () => {
  it('explains the part under the cursor, what is hidden and what is not, and the cost', () => {
    const text = features().maskHover!('\\b\\d{16}\\b', 4);
    expect(text).toMatch(/^`\{16\}` repeats `\\d` 16 times\./);
    expect(text).toContain('| Card numbers |');
    expect(text).toContain('linear');
  });

  it('says what a pattern that does not compile lacks, and nothing else', () => {
    expect(features().maskHover!('a(b')).toBe('Does not compile: `this "(" is never closed`.');
  });

  it('says that a pattern could not be tried, and never guesses', () => {
    const text = features().maskHover!('a{1,900}'.repeat(700))!;
    expect(text).toContain('not known');
    expect(text).not.toContain('| masked |');
    expect(text).not.toContain('linear');
  });

  it("names ordinary text that is hidden, the project's own included", () => {
    const own = { sensitive: [], ordinary: ['part `x`'] };
    expect(features(own).maskHover!('part')).toContain('Hides ordinary text, such as `part  x `');
  });

  it('gives the standard masks, each of which has no fault and hides its kind', () => {
    const masks = testMasks();
    const standard = features().standardMasks!;
    expect(standard.map((mask) => mask.title)).toContain('Card numbers');
    for (const { pattern } of standard)
      expect(masks.list([pattern], NONE, 'x'), pattern).toMatchObject({ faultless: true, pending: false });
  });

  it('colours parts by what they do', () => {
    expect(features().maskTokens!('\\d{4}|[ab]').map(({ start, end, type }) => [start, end, type])).toEqual([
      [0, 2, 'class'],
      [2, 5, 'quantifier'],
      [5, 6, 'operator'],
      [6, 7, 'class'],
      [9, 10, 'class'],
    ]);
  });

  it('sums up in a lens above the patterns what they hide together', () => {
    const text =
      '{ "complianceSettings": { "allowedMaskPatterns": ["\\\\b\\\\d{3}-\\\\d{2}-\\\\d{4}\\\\b", "\\\\S+@\\\\S+"] } }';
    const { ctx } = atCursor({ 'a.recpolicy.json': text }, { masks: features() });
    const [lens] = codeLenses(ctx);
    expect(lens!.command!.title).toMatch(/^masks email · masks some ssn · leaves .*card/);
    expect(text.slice(lens!.range.start.character, lens!.range.end.character)).toBe('"allowedMaskPatterns"');
  });
});
