import fc from 'fast-check';
import picomatch from 'picomatch/posix';
import { describe, expect, it } from 'vitest';
import { patternsOf } from './globs';
import { PatternSet } from './pattern-set';

const name = fc
  .array(fc.constantFrom('a', 'b', '.', '-', 'ä'), { minLength: 1, maxLength: 4 })
  .map((c) => c.join(''))
  // A library that knows paths takes these for steps upwards.
  .filter((n) => !/^\.+$/.test(n));
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((n) => n.join('/'));
const piece = fc.constantFrom('a', 'b', '.', '-', 'ä', '*', '?', '[ab]', '[^a]', '{a,b}', '{a,*b,ä}');
const segment = fc.oneof(
  { weight: 4, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((p) => p.join('')) },
  { weight: 1, arbitrary: fc.constant('**') },
);
/** Runs of stars in the midst of a name, and steps upwards, are not what anybody writes. */
const glob = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((s) => s.join('/'))
  .filter((g) => g.split('/').every((s) => s === '**' || (!s.includes('**') && !/^\.+$/.test(s))));

const ours = (text: string) => {
  const patterns = patternsOf(text);
  if (typeof patterns === 'string') throw new Error(patterns);
  const set = new PatternSet(patterns);
  return (p: string) => set.last(p) >= 0;
};

describe('globs', () => {
  it('match what the library most tools use matches', () => {
    fc.assert(
      fc.property(glob, fc.array(path, { minLength: 1, maxLength: 8 }), (text, paths) => {
        fc.pre(patternsOf(text) !== 'too-many-choices');
        const theirs = picomatch(text, { dot: true });
        const matches = ours(text);
        for (const p of paths)
          expect({ text, p, matches: matches(p) }).toEqual({ text, p, matches: theirs(p) });
      }),
      { numRuns: 2000 },
    );
  });
});
