import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStartsOf, offsetAt, positionAt, rangeOf } from './lines';

const text = fc
  .array(fc.constantFrom('a', '😀', '\n', '\r\n', '\r', '\t', '\ud800', ''), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('lines', () => {
  it('start behind LF, CRLF and CR', () => {
    expect(lineStartsOf('')).toEqual([0]);
    expect(lineStartsOf('a\nb\r\nc\rd\n')).toEqual([0, 2, 5, 7, 9]);
    expect(lineStartsOf('\r\r\n\n')).toEqual([0, 1, 3, 4]);
  });

  it('give each offset one position, in the order of the offsets, and back', () => {
    fc.assert(
      fc.property(text, (t) => {
        const starts = lineStartsOf(t);
        let before = { line: 0, character: -1 };
        for (let offset = 0; offset <= t.length; offset++) {
          const at = positionAt(starts, offset);
          expect(at.line > before.line || at.character > before.character).toBe(true);
          expect(starts[at.line]! + at.character).toBe(offset);
          expect(offsetAt(starts, t.length, at)).toBe(offset);
          before = at;
        }
      }),
    );
  });

  it('keep positions outside the text within it', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: -3, max: 40 }),
        fc.integer({ min: -3, max: 40 }),
        (t, line, character) => {
          const offset = offsetAt(lineStartsOf(t), t.length, { line, character });
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(t.length);
        },
      ),
    );
    expect(offsetAt([0, 3], 6, { line: 0, character: 99 })).toBe(2);
    expect(offsetAt([0, 3], 6, { line: 9, character: 0 })).toBe(6);
  });

  it('count UTF-16 code units', () => {
    expect(rangeOf(lineStartsOf('😀x\n😀y'), 2, 6)).toEqual({
      start: { line: 0, character: 2 },
      end: { line: 1, character: 2 },
    });
  });
});
