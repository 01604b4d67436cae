import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveVariables, variablesIn } from './variables';

describe('variables', () => {
  it('are found with their places', () => {
    expect(variablesIn('a {{b}} {{ c.d-e_1 }}')).toEqual([
      { name: 'b', start: 2, end: 7 },
      { name: 'c.d-e_1', start: 8, end: 21 },
    ]);
  });

  it.each(['', '{b}', '{{}}', '{{ }}', '{{1x}}', '{{a b}}', '{{a}', '\\d{{2}}', '{{a\n'])(
    'are not in %j',
    (text) => {
      expect(variablesIn(text)).toEqual([]);
      expect(resolveVariables(text, new Map())).toBe(text);
    },
  );

  it('resolve to their values, taken literally', () => {
    const values = new Map([
      ['a', '$& {{b}}'],
      ['b', ''],
    ]);
    expect(resolveVariables('{{a}}-{{b}}-{{ a }}', values)).toBe('$& {{b}}--$& {{b}}');
  });

  it('leave a text unresolved when one of them has no value', () => {
    expect(resolveVariables('{{a}}{{missing}}', new Map([['a', '1']]))).toBeUndefined();
    expect(resolveVariables('{{toString}}', new Map())).toBeUndefined();
  });

  it('resolve exactly when each has a value, and then leave none', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const piece = fc.oneof(
      name.map((n) => `{{${n}}}`),
      fc.constantFrom('x', '{', '}', ' '),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.uniqueArray(name), (pieces, known) => {
        const text = pieces.join('');
        const uses = variablesIn(text);
        for (const use of uses)
          expect(text.slice(use.start, use.end).replaceAll(' ', '')).toBe(`{{${use.name}}}`);
        // No name: braces around a use must not make one of its value.
        const resolved = resolveVariables(text, new Map(known.map((n) => [n, '¤'])));
        expect(resolved !== undefined).toBe(uses.every((u) => known.some((n) => n === u.name)));
        if (resolved !== undefined) expect(variablesIn(resolved)).toEqual([]);
      }),
    );
  });
});
