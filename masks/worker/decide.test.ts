import { describe, expect, it } from 'vitest';
import type { Verdict } from '../redos/verdict';
import { decide } from './decide';

const run = async (pattern: string, flags = '', effort: 'normal' | 'idle' = 'idle') => {
  const early: Verdict[] = [];
  const verdict = await decide({ id: 1, pattern, flags, effort }, (found) => early.push(found));
  return { verdict, early };
};

describe('decide', () => {
  it('finds a rewrite that is proven linear', async () => {
    const { verdict, early } = await run('^(?:(?:a|b)*)*$');
    expect(early).toMatchObject([{ kind: 'exponential', stage: 'first' }]);
    expect(verdict).toMatchObject({ kind: 'exponential', stage: 'final', rewrite: '^(?:a|b)*$' });
  });

  it('asks recheck about what the automaton does not cover', async () => {
    const lookbehind = await run('(?<=^(?:[^q]|q[^q]*q)*),\\s');
    expect(lookbehind.early).toMatchObject([{ kind: 'undecided' }]);
    expect(lookbehind.verdict.stage).toBe('final');
    expect(lookbehind.verdict.kind).not.toBe('safe');
    const property = await run('^(\\p{L}+)+$', 'u');
    expect(property.verdict).toMatchObject({ kind: 'exponential', source: 'recheck', stage: 'final' });
  });

  it('calls nothing safe that was merely not broken', async () => {
    expect((await run('(\\d)\\d*\\1\\d*\\1')).verdict).toMatchObject({
      kind: 'undecided',
      reason: 'no-attack-found',
      stage: 'final',
    });
    expect((await run('x'.repeat(6000))).verdict).toMatchObject({
      kind: 'undecided',
      reason: 'too-long',
      stage: 'final',
    });
  });
});
