import { describe, expect, it } from 'vitest';
import { maskTester } from './tester';

describe('maskTester', () => {
  const { covers } = maskTester();
  it.each([
    [['\\d{16}'], '4111111111111111', 'whole'],
    [['\\d{16}'], '4111 1111 1111 1111', 'none'],
    [['\\d{4}'], 'AB 1234', 'part'],
    [['AB', '\\d{4}'], 'AB 1234', 'whole'],
    [[], 'order 12345', 'none'],
  ] as const)('%j on %s: %s', (patterns, text, expected) => {
    expect(covers(patterns, text)?.state).toBe(expected);
  });

  it('tries a text inside lines, not alone', () => {
    expect(covers(['^\\d{16}$'], '4111111111111111')).toEqual({ state: 'none' });
    expect(covers(['^\\d{16}'], '4111111111111111')).toEqual({
      state: 'some-lines',
      readable: 'The customer read out 4111111111111111 on the phone.',
    });
    expect(covers(['(?<= )\\d{16}(?= )', '^\\d{16}'], '4111111111111111')?.state).toBe('some-lines');
  });

  it('cannot tell what a broken pattern hides', () => {
    expect(covers(['(', '\\d+'], '1')).toBeUndefined();
  });

  it('answers soon for a pattern that would run for ages', () => {
    expect(covers(['(a+)+$'], `${'a'.repeat(500)}!`)).toEqual({ state: 'none' });
    expect(['none', undefined]).toContain(covers(['(a|a)*\\1b'], `${'a'.repeat(5000)}!`)?.state);
  });
});
