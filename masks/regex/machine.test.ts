import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Machine, StepLimit } from './machine';
import { parseRegex } from './parse';
import { compileRegex } from './program';

/** V8 is the oracle: same first match, for the memoised and for the plain walk. */
function agree(pattern: string, flags: string, text: string, mayExplode = false): void {
  const native = new RegExp(pattern, flags).exec(text);
  const expected = native ? [native.index, native.index + native[0].length] : undefined;
  const regex = parseRegex(pattern, flags);
  const program = compileRegex(regex);
  const context = JSON.stringify({ pattern, flags, text });
  let plain: unknown;
  try {
    plain = new Machine(program, text, 1e6, false).search(0);
  } catch (error) {
    // A pattern that explodes: what the walk without a memory is limited for.
    if (!mayExplode || !(error instanceof StepLimit)) throw error;
    plain = expected;
  }
  expect(plain, `plain ${context}`).toEqual(expected);
  if (!regex.hasBackreference) {
    expect(new Machine(program, text, 1e6, true).search(0), `memoised ${context}`).toEqual(expected);
  }
}

const leaf = fc.constantFrom(
  ...[
    'a',
    'b',
    '1',
    '-',
    ' ',
    '.',
    '\\d',
    '\\w',
    '\\s',
    '\\D',
    '[ab]',
    '[^a]',
    '[a-z1]',
    '[\\d-]',
    '\\b',
    '\\B',
    '^',
    '$',
  ],
  ...['', '\\.', '\\x41', '\\u0061', '{', ']', '[^]', '[\\w-b]', '\\cA', 'é', '\\0'],
);
const quantifier = fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,3}?', '{2,}', '{0}');
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.tuple(tie('tree'), tie('tree')).map(([x, y]) => x + y),
    fc.tuple(tie('tree'), tie('tree')).map(([x, y]) => `(?:${x}|${y})`),
    fc.tuple(tie('tree'), quantifier).map(([x, q]) => `(?:${x})${q}`),
    tie('tree').map((x) => `(${x})`),
    fc.tuple(fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'), tie('tree')).map(([open, x]) => `${open}${x})`),
    fc.tuple(tie('tree'), quantifier).map(([x, q]) => `(${x})${q}\\1`),
  ),
}));
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', '1', '-', ' ', '\n', 'é', '😀', '.'),
  maxLength: 12,
});

describe('the matcher', () => {
  it('finds what V8 finds', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom('', 'i', 'm', 's', 'u', 'ms'), text, (pattern, flags, sample) => {
        try {
          new RegExp(pattern, flags);
        } catch {
          return;
        }
        // V8 lets a zero-width match start inside a surrogate pair under `u`; ECMA-262 does not.
        agree(pattern, flags, flags === 'u' ? sample.replaceAll('😀', 'é') : sample, true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['(?<n>a)\\k<n>', '', 'xaa'],
    ['\\p{Sm}', '', 'p{Sm}'],
    ['(a*)*', '', 'b'],
    ['(?:a?b?)*c', '', 'ababc'],
    ['(z)((a+)?(b+)?(c))*', '', 'zaacbbbcac'],
    ['(?=(a+))a*b\\1', '', 'baaabac'],
    ['(.*?)a(?!(a+)b\\2c)\\2(.*)', '', 'baaabaac'],
    ['(?<=([ab]+)([bc]+))$', '', 'abc'],
    ['(?<=\\1(a))b', '', 'aab'],
    ['\\ud83d', '', '😀'],
    ['\\ud83d', 'u', '😀'],
    ['^.$', 'u', '😀'],
    ['[😀]', 'u', 'x😀'],
    ['\\u{1f600}', 'u', '😀'],
    ['a{,5}', '', 'a{,5}'],
    ['\\1(a)', '', 'a'],
    ['\\8', '', '8'],
    ['[\\b]', '', '\b'],
    ['\\c', '', '\\c'],
    ['ſ', 'i', 's'],
    ['[^x]', 'i', 'X'],
    ['\\w', 'i', 'ſ'],
    ['(?=a)*b', '', 'b'],
    ['(?:(?:a{2}){2}){2}', '', 'aaaaaaaa'],
  ])('agrees with V8 on /%s/%s', (pattern, flags, sample) => {
    agree(pattern, flags, sample);
  });

  it('stays linear where backtracking would not', () => {
    const program = compileRegex(parseRegex('^(a+)+$'));
    const machine = new Machine(program, `${'a'.repeat(5000)}!`, 1e6, true);
    expect(machine.search(0)).toBeUndefined();
    expect(machine.steps).toBeLessThan(100_000);
  });
});
