import { describe, expect, it } from 'vitest';
import { MOST_COMPILED, regexFault } from './regex-fault';

const marked = (pattern: string) => {
  const fault = regexFault(pattern);
  return fault && pattern.slice(fault.start, fault.end);
};

describe('faults of patterns', () => {
  it.each([
    ['a(b(c)', '('],
    ['[a(', '['],
    ['\\[(', '('],
    ['a)', ')'],
    ['😀|*', '*'],
    ['a{3,2}', '{3,2}'],
    ['a[\\]z-a]', 'z-a'],
    ['(?i)a', '(?'],
    ['x(?P<year>\\d)', '(?P<'],
    ['a(?>b+)c', '(?>'],
    ['a(?#why)b', '(?#'],
    ['a\\d{4}+b', '+'],
    ['a\\', '\\'],
    ['(?<year>\\d{4})-(?<month', '(?<'],
    ['(?<a>x)\\k<b>y', '\\k<b>'],
    [`${'(?<a>x)|'.repeat(1)}${'x'.repeat(300)}**y`, '*'],
    [`${'x'.repeat(300)}{3,2}${'y'.repeat(300)}`, '{3,2}'],
  ])('%s is marked at %s', (pattern, part) => {
    expect(marked(pattern)).toBe(part);
    expect(regexFault(pattern)!.reason).not.toBe('other');
  });

  it.each(['', 'a', '(?:a)', '[[]', '\\(', '(?<a>x)\\k<a>', '(?=a)(?<!b)c'])('%s compiles', (pattern) => {
    expect(regexFault(pattern)).toBeUndefined();
  });

  it.each([
    ['(?P<year>\\d)', 'python-named-group'],
    ['(?<year>\\d)(?P=year)', 'python-named-group'],
    ['(?>a)', 'atomic-group'],
    ['(?#a)', 'comment'],
    ['a++', 'possessive-quantifier'],
    ['\\++*', 'nothing-to-repeat'],
    ['a|+', 'nothing-to-repeat'],
  ])('names the dialect of %s', (pattern, reason) => {
    expect(regexFault(pattern)?.reason).toBe(reason);
  });

  it('marks a name given twice', () => {
    expect(marked('(?<a>x)(?<a>y)')).toMatch(/^\(\?<a>/);
  });

  it('does not read what is too long for a keystroke', () => {
    expect(regexFault('('.repeat(MOST_COMPILED + 1))).toBeUndefined();
    expect(regexFault('('.repeat(MOST_COMPILED))).toBeDefined();
  });
});
