import type { PartKind, RegexFlags } from './ast';
import { type CharSet, complement, DIGIT, MAX_CODE_POINT, MAX_UNIT, SPACE, WORD } from './charset';
import { UnsupportedRegex } from './errors';

export interface Scanner {
  readonly pattern: string;
  readonly flags: RegexFlags;
  /** Offset of the next unit to read. */
  at: number;
  /** Reads one character: a code point under `u`, else a code unit. */
  take(): number;
  emit(kind: PartKind, start: number, end: number): void;
}

export interface Escape {
  readonly unit?: number;
  readonly set?: CharSet;
}

const SHORTHAND: Readonly<Record<string, CharSet>> = { d: DIGIT, w: WORD, s: SPACE };
const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };

function readHex(s: Scanner, digits: number): number | undefined {
  const text = s.pattern.slice(s.at, s.at + digits);
  if (text.length !== digits || !/^[0-9a-fA-F]+$/.test(text)) return undefined;
  s.at += digits;
  return Number.parseInt(text, 16);
}

function readUnicodeEscape(s: Scanner): number | undefined {
  if (s.flags.unicode && s.pattern[s.at] === '{') {
    const close = s.pattern.indexOf('}', s.at);
    const code = Number.parseInt(s.pattern.slice(s.at + 1, close), 16);
    s.at = close + 1;
    return code;
  }
  const lead = readHex(s, 4);
  if (lead === undefined || !s.flags.unicode || lead < 0xd800 || lead > 0xdbff) return lead;
  const back = s.at;
  if (s.pattern.startsWith('\\u', s.at)) {
    s.at += 2;
    const trail = readHex(s, 4);
    if (trail !== undefined && trail >= 0xdc00 && trail <= 0xdfff) {
      return ((lead - 0xd800) << 10) + (trail - 0xdc00) + 0x10000;
    }
  }
  s.at = back;
  return lead;
}

function readOctal(s: Scanner): number {
  let value = 0;
  for (let i = 0; i < 3 && s.at < s.pattern.length; i++) {
    const digit = s.pattern.charCodeAt(s.at) - 48;
    if (digit < 0 || digit > 7 || value * 8 + digit > 255) break;
    value = value * 8 + digit;
    s.at++;
  }
  return value;
}

/**
 * Reads an escape that stands for a character or a set; the scanner stands on the backslash.
 * Annex B of ECMA-262 applies without `u`: `\c`, `\x`, `\u` without their digits are the letters themselves.
 */
export function readEscape(s: Scanner, inClass: boolean): Escape {
  const start = s.at;
  s.at++;
  if (s.at >= s.pattern.length) throw new UnsupportedRegex('invalid', start);
  const letter = s.pattern[s.at] as string;
  const lower = letter.toLowerCase();
  const shorthand = SHORTHAND[lower];
  if (shorthand) {
    s.at++;
    return {
      set: letter === lower ? shorthand : complement(shorthand, s.flags.unicode ? MAX_CODE_POINT : MAX_UNIT),
    };
  }
  const control = CONTROL[letter];
  if (control !== undefined) {
    s.at++;
    return { unit: control };
  }
  if (inClass && letter === 'b') {
    s.at++;
    return { unit: 8 };
  }
  if (letter === 'c') {
    const next = s.pattern[s.at + 1] ?? '';
    if (/[A-Za-z]/.test(next) || (inClass && !s.flags.unicode && /[0-9_]/.test(next))) {
      s.at += 2;
      return { unit: next.charCodeAt(0) % 32 };
    }
    return { unit: 92 };
  }
  if (letter === 'x' || letter === 'u') {
    s.at++;
    const code = letter === 'x' ? readHex(s, 2) : readUnicodeEscape(s);
    return { unit: code ?? letter.charCodeAt(0) };
  }
  if (s.flags.unicode && lower === 'p') throw new UnsupportedRegex('unicode-property', start);
  if (letter >= '0' && letter <= '7') return { unit: readOctal(s) };
  return { unit: s.take() };
}
