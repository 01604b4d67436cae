import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  doubleBackslashes,
  mapPatternOffsetToSource,
  mapPatternRangeToSource,
  mapSourceOffsetToPattern,
  readLiteral,
  writeLiteral,
} from './';

/** A decoded string and one of the many literals that stand for it. */
const written = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(
          '"',
          '\\',
          '/',
          '\b',
          '\t',
          '\n',
          'a',
          '7',
          'é',
          '😀',
          '\ud83d',
          '\udc00',
          '{',
          '\u2028',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
      ),
      fc.boolean(),
    ),
  )
  .map((parts) => {
    let raw = '';
    for (const [text, asCode] of parts) {
      for (const unit of text.split('')) {
        raw += asCode
          ? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
          : JSON.stringify(unit).slice(1, -1);
      }
    }
    return { text: parts.map(([text]) => text).join(''), raw: `"${raw}"` };
  });

describe('readLiteral', () => {
  it('decodes as JSON.parse does', () => {
    fc.assert(
      fc.property(written, ({ text, raw }) => {
        expect(readLiteral(raw).text).toBe(text);
        expect(JSON.parse(raw)).toBe(text);
      }),
    );
  });

  it('keeps what lenient readers keep of a broken literal', () => {
    expect(readLiteral('"\\d\\q')).toMatchObject({ text: 'dq', invalidEscapes: [0, 1] });
    expect(readLiteral('"ab\\')).toMatchObject({ text: 'ab', starts: [1, 2, 4] });
    expect(readLiteral('"\\u12"').text).toBe('u12');
    expect(readLiteral('"\\b\\n"').controlEscapes).toEqual([0, 1]);
  });
});

describe('offsets', () => {
  it('map to the source character they came from, and back', () => {
    fc.assert(
      fc.property(written, ({ text, raw }) => {
        for (let i = 0; i < text.length; i++) {
          const [start, end] = mapPatternRangeToSource(raw, i, i + 1);
          expect(JSON.parse(`"${raw.slice(start, end)}"`)).toBe(text[i]);
          for (let at = start; at < end; at++) expect(mapSourceOffsetToPattern(raw, at)).toBe(i);
        }
        expect(mapPatternOffsetToSource(raw, text.length)).toBe(raw.length - 1);
        expect(mapPatternOffsetToSource(raw, text.length + 9)).toBe(raw.length - 1);
      }),
    );
  });

  it('are right after escapes and surrogate pairs', () => {
    const raw = '"\\u0041😀\\\\d\\"+x"';
    expect(readLiteral(raw).text).toBe('A😀\\d"+x');
    expect(raw.slice(...mapPatternRangeToSource(raw, 3, 5))).toBe('\\\\d');
    expect(raw.slice(...mapPatternRangeToSource(raw, 5, 7))).toBe('\\"+');
  });
});

describe('doubleBackslashes', () => {
  it('undoes what JSON made of a single backslash', () => {
    const fixed = doubleBackslashes('"\\b\\d{4}\\\\s\\b"');
    expect(fixed).toBe('"\\\\b\\\\d{4}\\\\s\\\\b"');
    expect(JSON.parse(fixed!)).toBe('\\b\\d{4}\\s\\b');
  });

  it('leaves a correct literal alone', () => {
    fc.assert(
      fc.property(fc.string(), (pattern) => {
        const raw = writeLiteral(pattern);
        if (!/[\b\f\n\r\t]/.test(pattern)) expect(doubleBackslashes(raw)).toBeUndefined();
      }),
    );
  });
});
