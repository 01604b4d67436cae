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
    expect(covers(patterns, text)).toBe(expected);
  });

  it('cannot tell what a broken pattern hides', () => {
    expect(covers(['(', '\\d+'], '1')).toBeUndefined();
  });

  it('answers soon for a pattern that would run for ages', () => {
    expect(covers(['(a+)+$'], `${'a'.repeat(5000)}!`)).toBe('none');
    expect(['none', undefined]).toContain(covers(['(a|a)*\\1b'], `${'a'.repeat(5000)}!`));
  });
});
