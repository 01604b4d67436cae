import { describe, expect, it } from 'vitest';
import { evaluatePattern } from '../coverage';
import { standardSamples, withOwnSamples } from '../samples';
import { finish } from '../work';
import { findHidesNothing, type Way } from './';

const found = (pattern: string, samples = standardSamples) =>
  finish(findHidesNothing(evaluatePattern(pattern, samples)));

/** One row for each form that people brought from elsewhere. */
const DEAD: readonly (readonly [pattern: string, way: Way, meant: readonly string[]])[] = [
  ['\\\\b\\\\d{3}-\\\\d{2}-\\\\d{4}\\\\b', 'doubled-backslash', ['\\b\\d{3}-\\d{2}-\\d{4}\\b']],
  ['ID-\\\\d{8}', 'doubled-backslash', ['ID-\\d{8}']],
  ['"\\b\\d{9}\\b"', 'program-text', ['\\b\\d{9}\\b']],
  ["r'\\d{16}'", 'program-text', ['\\d{16}']],
  ['m{\\b4\\d{15}\\b}', 'program-text', ['\\b4\\d{15}\\b']],
  ['qr/\\b\\d{9}\\b/x', 'program-text', ['\\b\\d{9}\\b']],
  ['s/(\\d{3})-(\\d{2})-(\\d{4})/###-##-\\3/g', 'program-text', ['(\\d{3})-(\\d{2})-(\\d{4})']],
  ['s/[0-9]\\{9\\}/*/', 'program-text', ['[0-9]{9}']],
  ['~\\b\\d{9}\\b~', 'program-text', ['\\b\\d{9}\\b']],
  ['#^\\d{16}$#', 'program-text', ['\\b\\d{16}\\b']],
  ['`\\d{16}`', 'program-text', ['\\d{16}']],
  ["'''\\d{9}'''", 'program-text', ['\\d{9}']],
  ['<![CDATA[\\d{16}]]>', 'program-text', ['\\d{16}']],
  ['"\\\\d{4}" + "[ -]?\\\\d{4}" + "[ -]?\\\\d{4}"', 'program-text', ['\\d{4}[ -]?\\d{4}[ -]?\\d{4}']],
  ['/\\b\\d{2}\\/\\d{2}\\/\\d{4}\\b/', 'program-text', ['\\b\\d{2}\\/\\d{2}\\/\\d{4}\\b']],
  ['&quot;card&quot;:\\s*\\d{16}', 'markup-escape', ['"card":\\s*\\d{16}']],
  ['\\\\b3\\[47\\]\\[0-9\\]\\{13\\}\\\\b', 'markup-escape', ['\\b3[47][0-9]{13}\\b']],
  ['\\<4[0-9]{15}\\>', 'other-dialect', ['\\b4[0-9]{15}\\b']],
  ['[0-9]\\{3\\}-[0-9]\\{2\\}-[0-9]\\{4\\}', 'other-dialect', ['[0-9]{3}-[0-9]{2}-[0-9]{4}']],
  ['%d%d%d%-%d%d%-%d%d%d%d', 'other-dialect', ['\\d\\d\\d\\-\\d\\d\\-\\d\\d\\d\\d']],
  ['ssn: \\K\\d{9}', 'other-dialect', ['(?<=ssn: )\\d{9}']],
  ['\\A\\d{9}\\Z', 'other-dialect', ['\\b\\d{9}\\b']],
  ['\\m\\d{9}\\M', 'other-dialect', ['\\b\\d{9}\\b']],
  ['\\y\\d{16}\\y', 'other-dialect', ['\\b\\d{16}\\b']],
  ['[\\d&&[^5]]{9}', 'other-dialect', ['(?:(?![5])[\\d]){9}']],
  ['[a-f[0-9]]{64}', 'other-dialect', ['[a-f0-9]{64}']],
  ['\\a\\d{9}', 'other-dialect', []],
  ['\\u{260E}\\d{10}', 'other-dialect', ['\\u260E\\d{10}']],
  ['\\h{12}', 'other-dialect', ['[0-9a-fA-F]{12}']],
  ['\\h{8}-\\h{4}', 'other-dialect', ['[0-9a-fA-F]{8}-[0-9a-fA-F]{4}', '[ \\t]{8}-[ \\t]{4}']],
  ['[[:alpha:]]{2}\\d{7}X', 'other-dialect', ['[A-Za-z]{2}\\d{7}X']],
  ['\\p{Nd}{16}', 'other-dialect', ['\\d{16}']],
  ['####-####-####-####', 'other-dialect', ['\\d\\d\\d\\d-\\d\\d\\d\\d-\\d\\d\\d\\d-\\d\\d\\d\\d']],
  ['\\b\\d{4}–\\d{4}–\\d{4}–\\d{4}\\b', 'look-alike', ['\\b\\d{4}-\\d{4}-\\d{4}-\\d{4}\\b']],
  ['\\d{16}\u200b', 'look-alike', ['\\d{16}']],
  ['\\d{3-\\d{2}-\\d{4}', 'lost-bracket', ['\\d{3}-\\d{2}-\\d{4}']],
  ['0-9]{16}', 'lost-bracket', ['[0-9]{16}']],
  ['\\d{9}\n', 'line-end', ['\\d{9}']],
  ['\\d{16}\n# cards of the old desk\n', 'line-end', ['\\d{16}']],
  ['^\\d{9}$', 'anchors', ['\\b\\d{9}\\b']],
  ['^\\+[1-9]\\d{1,14}$', 'anchors', ['(?<!\\w)\\+[1-9]\\d{1,14}(?!\\w)']],
  ['\\b\\+44\\s?\\d{4}\\s?\\d{6}\\b', 'word-border', ['(?<!\\w)\\+44\\s?\\d{4}\\s?\\d{6}\\b']],
  ['CUST-\\d{3[A-Z]\\\\\\\\\\\\', 'unlikely-text', []],
];

describe('patterns that hide nothing', () => {
  it.each(DEAD)('%j: %s', (pattern, way, meant) => {
    expect(found(pattern)).toMatchObject({ way, meant });
  });

  it('marks the part that tells', () => {
    const part = (pattern: string) => pattern.slice(...found(pattern)!.part);
    expect(part('card: \\K\\d{16}')).toBe('\\K');
    expect(part('\\b\\d{3}–\\d{2}–\\d{4}\\b')).toBe('–');
    expect(part('\\d{3-\\d{2}-\\d{4}')).toBe('{3');
  });
});

describe('patterns that are no finding', () => {
  it.each([
    // They hide something.
    '\\b\\d{3}[- ]?\\d{2}[- ]?\\d{4}\\b',
    '(?<=card[: ]{1,5})\\d{16}',
    '"ssn"\\s*:\\s*"[^"]+"',
    '(^|[^0-9])4\\d{15}(?!\\d)',
    '^\\d{16}',
    // They may be meant for text there is no sample of.
    'CUST-[A-Z]{3}\\d{6}',
    '[A-Z]–\\d{8}',
    '\\b[0-9]{5}-[0-9]{4}\\b',
    'C:\\\\Users\\\\\\w+',
    '"customer"\\s*:\\s*"[^"]+"',
    '^ERROR: .*$',
    '\\<account\\>\\d{12}\\<\\/account\\>',
    '[٠-٩]{16}',
    'eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+',
    'SSN[:#]? ?\\d{3}-\\d{2}-\\d{4}',
    // Others have rules of their own.
    '\b\\d{16}\b',
    'x*',
  ])('%j', (pattern) => {
    expect(found(pattern)).toBeUndefined();
  });

  it('counts the samples of the project', () => {
    const pattern = 'KD [0-9]{4}/[0-9]{2}';
    expect(found(`^${pattern}$`)).toBeUndefined();
    expect(found(`^${pattern}$`, withOwnSamples({ sensitive: ['KD 4711/08'] }))).toMatchObject({
      way: 'anchors',
    });
    expect(found(pattern, withOwnSamples({ sensitive: ['KD 4711/08'] }))).toBeUndefined();
  });

  it('says nothing of a pattern that cannot be tried', () => {
    expect(found('(?:(?:\\d{1,90}){1,90}){1,90}$')).toBeUndefined();
  });
});
