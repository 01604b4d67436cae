import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, nearest, sameWord } from './nearest';

describe('editDistance', () => {
  it('counts a swap of neighbours as one edit', () => {
    expect(editDistance('targets', 'tragets')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  it('is zero for equal words only, symmetric, and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const d = editDistance(a, b);
        expect(d === 0).toBe(a === b);
        expect(editDistance(b, a)).toBe(d);
        expect(d).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(d).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });
});

describe('nearest', () => {
  const words = ['name', 'enabled', 'retentionDays', 'evaluationMode', 'targets', 'a'];
  it.each([
    ['retention_days', 'retentionDays'],
    ['RETENTIONDAYS', 'retentionDays'],
    ['retentionDay', 'retentionDays'],
    ['evalutaionMode', 'evaluationMode'],
    ['nmae', 'name'],
    ['A', 'a'],
    ['eval', 'evaluationMode'],
    ['id', undefined],
    ['x', undefined],
    ['colour', undefined],
    ['', undefined],
    ['x'.repeat(100_000), undefined],
  ])('takes %j for %j', (word, expected) => {
    expect(nearest(word, words)).toBe(expected);
  });

  it('does not guess between two words an abbreviation begins', () => {
    expect(nearest('recordi', ['recordingType', 'recordingMode'])).toBeUndefined();
  });

  it('tells other spellings from other words', () => {
    expect(sameWord('BEST-EFFORT', 'best_effort')).toBe(true);
    expect(sameWord('BEST_EFORT', 'BEST_EFFORT')).toBe(false);
  });
});
