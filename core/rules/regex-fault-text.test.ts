import { describe, expect, it } from 'vitest';
import { regexFault } from '../../masks/regex-fault';
import { regexFaultText } from './regex-fault-text';

describe('texts of faults', () => {
  it.each([
    ['(?P<year>\\d)', 'a named group is written (?<name>…)'],
    ['(?<year>\\d)(?P=year)', 'what it found \\k<name>'],
    ['(?>a)', 'atomic'],
    ['(?#a)', 'comments'],
    ['a++', 'possessive'],
    ['a|+', 'nothing before'],
    ['(?i)a', 'inline flags'],
  ])('name what is wrong in %s', (pattern, text) => {
    expect(regexFaultText(regexFault(pattern)!)).toContain(text);
  });
});
