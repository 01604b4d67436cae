import { describe, expect, it } from 'vitest';
import { evaluatePattern, kindsOf, tryPattern } from '../coverage';
import { analyse, QUICK_LIMITS } from '../redos/analyse';
import { SAMPLE_KINDS, standardSamples } from '../samples';
import { finish } from '../work';
import { broadPart, delimiterTolerant, emptyPart, standardPattern, withoutEmpty } from './';

const tried = (pattern: string) => evaluatePattern(pattern, standardSamples);
const tryOut = (pattern: string) => tryPattern(pattern, standardSamples);

describe('standardPattern', () => {
  it.each(SAMPLE_KINDS)('%s: hides every sample of its kind and nothing ordinary, and is linear', (kind) => {
    const pattern = standardPattern(kind);
    const result = evaluatePattern(pattern, standardSamples);
    expect(result.evaluated).toBe('linear');
    expect(kindsOf(result.sensitive).find((coverage) => coverage.kind === kind)?.gaps).toEqual([]);
    expect(result.tooBroad).toEqual([]);
    expect(result.matchesEmpty).toBe(false);
    expect(analyse(pattern, '', QUICK_LIMITS).kind).toBe('safe');
  });
});

describe('delimiterTolerant', () => {
  const rewriteOf = (pattern: string) =>
    finish(delimiterTolerant(tried(pattern), tryOut, (p) => analyse(p, '', QUICK_LIMITS).kind === 'safe'));

  it.each([
    ['[0-9]{16}', '[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}'],
    ['\\b\\d{9}\\b', '\\b\\d{3}[ -]?\\d{2}[ -]?\\d{4}\\b'],
    ['\\b\\d{4}\\d{4}\\d{4}\\d{4}\\b', '\\b\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}\\b'],
    ['(?:\\d{4}){4}', '\\d{4}(?:[ -]?\\d{4}){3}'],
    ['4\\d{15}', '4\\d{3}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}'],
    ['\\d{13,16}', '\\d(?:[ -]?\\d){12,15}'],
    ['\\b\\d{4}-\\d{4}-\\d{4}-\\d{4}\\b', '\\b\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}\\b'],
    ['\\d{4}(?:[ -]+\\d{4}){3}', '\\d{4}(?:[ -]?\\d{4}){3}'],
    ['(?:\\d{4} ?){3}\\d{4}', '(?:\\d{4}[ -]?){3}\\d{4}'],
    ['\\d{3}[- .]\\d{2}[- .]\\d{4}', '\\d{3}[ .-]?\\d{2}[ .-]?\\d{4}'],
  ])('%s becomes %s', (pattern, rewritten) => {
    expect(rewriteOf(pattern)).toBe(rewritten);
  });

  it.each(['\\d+', '[A-Z]{2}[0-9]{7}', '(', 'x', '(\\d+)+\\d{16}', '(\\d{8})\\1'])(
    '%s has no rewrite that could be proven',
    (pattern) => {
      expect(rewriteOf(pattern)).toBeUndefined();
    },
  );
});

describe('withoutEmpty', () => {
  it.each([
    ['\\d*', '\\d+'],
    ['\\d{0,4}', '\\d{1,4}'],
    ['(?:\\d{4})?', '(?:\\d{4})'],
    ['\\d{16}|', '\\d{16}'],
    ['\\d*?', undefined],
    ['a*b*', undefined],
  ])('%s becomes %s', (pattern, mended) => {
    expect(finish(withoutEmpty(tried(pattern), tryOut))).toBe(mended);
  });
});

describe('the part to blame', () => {
  it('is the alternative that finds ordinary text, where it is one', () => {
    expect(finish(broadPart('\\d{16}|order', 'order 12345'))).toEqual([7, 12]);
    expect(finish(broadPart('o|order', 'order 12345'))).toBeUndefined();
    expect(finish(broadPart('order', 'order 12345'))).toBeUndefined();
  });

  it('is the alternative that matches nothing, or the bar beside it', () => {
    expect(finish(emptyPart('\\d{16}|a*'))).toEqual([7, 9]);
    expect(finish(emptyPart('\\d{16}|'))).toEqual([6, 7]);
    expect(finish(emptyPart('|\\d{16}'))).toEqual([0, 1]);
    expect(finish(emptyPart('a*'))).toBeUndefined();
  });
});
