import { describe, expect, it } from 'vitest';
import { evaluatePattern, kindsOf } from '../coverage';
import { SAMPLE_KINDS, standardSamples } from '../samples';
import { analyse, FAST_LIMITS } from '../unsafe/analyse';
import { delimiterTolerant, standardPattern } from '.';

describe('standardPattern', () => {
  it.each(SAMPLE_KINDS)('%s: hides every sample of its kind and nothing ordinary, and is linear', (kind) => {
    const pattern = standardPattern(kind);
    const result = evaluatePattern(pattern, standardSamples);
    expect(result.evaluated).toBe('linear');
    expect(kindsOf(result.sensitive).find((coverage) => coverage.kind === kind)?.gaps).toEqual([]);
    expect(result.tooBroad).toEqual([]);
    expect(result.matchesEmpty).toBe(false);
    expect(analyse(pattern, '', FAST_LIMITS).verdict.kind).toBe('safe');
  });
});

describe('delimiterTolerant', () => {
  it.each([
    ['[0-9]{16}', '[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}'],
    ['\\b\\d{9}\\b', '\\b\\d{3}[ -]?\\d{2}[ -]?\\d{4}\\b'],
    ['\\b\\d{4}\\d{4}\\d{4}\\d{4}\\b', '\\b\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}\\b'],
    ['(?:\\d{4}){4}', '\\d{4}(?:[ -]?\\d{4}){3}'],
    ['4\\d{15}', '4\\d{3}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}'],
    ['\\d{13,16}', '\\d(?:[ -]?\\d){12,15}'],
  ])('%s becomes %s', (pattern, rewritten) => {
    expect(delimiterTolerant(pattern)).toBe(rewritten);
  });

  it.each([
    '\\d+',
    '[A-Z]{2}[0-9]{7}',
    '\\b\\d{4}-\\d{4}-\\d{4}-\\d{4}\\b',
    '(',
    'x',
    '(\\d+)+\\d{16}',
    '(\\d{8})\\1',
  ])('%s has no rewrite that could be proven', (pattern) => {
    expect(delimiterTolerant(pattern)).toBeUndefined();
  });
});
