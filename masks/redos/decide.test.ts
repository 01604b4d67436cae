import { describe, expect, it } from 'vitest';
import { decide } from './decide';

describe('decide', () => {
  it.each([
    ['^(?:(?:a|b)*)*$', '^[ab]*$'],
    ['^(\\w+\\s?)*$', undefined],
    ['^(?:\\d+)+$', '^\\d+$'],
    ['^(?:(\\w|\\d)+-)*$', '^(?:([\\w\\d])+-)*$'],
    ['^a*a*b$', '^a*b$'],
    ['^(?:x|x)*$', '^[x]*$'],
  ])('of %s offers the rewrite %s', (pattern, rewrite) => {
    const verdict = decide(pattern);
    expect(verdict).toMatchObject({ stage: 'final' });
    expect(['exponential', 'polynomial']).toContain(verdict.kind);
    expect('rewrite' in verdict ? verdict.rewrite : undefined).toBe(rewrite);
  });

  it('calls nothing safe that was merely not broken', () => {
    expect(decide('(\\d)\\d*\\1\\d*\\1')).toMatchObject({
      kind: 'undecided',
      reason: 'no-attack-found',
      stage: 'final',
    });
    expect(decide('x'.repeat(6000))).toMatchObject({ kind: 'undecided', reason: 'too-long', stage: 'final' });
  });

  it('says the same each time, whatever the machine does meanwhile', () => {
    for (const pattern of ['\\b(?:\\d[ -]*?){13,16}\\b', '(?:.*,){20}!', '[a-z]+\\d+!'])
      expect(decide(pattern)).toEqual(decide(pattern));
  });
});
