import { foreignSyntax } from '../dialect';
import type { Reader, Reading } from './types';

function other(start: number, end: number, patterns: readonly string[], certain = true): Reading {
  return { way: 'other-dialect', part: [start, end], patterns, certain };
}

/** Finds a letter escape outside of doubled backslashes. */
function escapeAt(pattern: string, letters: string): number {
  for (let at = 0; at < pattern.length - 1; at++)
    if (pattern[at] === '\\') {
      if (letters.includes(pattern[at + 1]!)) return at;
      at++;
    }
  return -1;
}

/** Replaces escapes, and no second half of a doubled backslash. */
function replaceEscapes(pattern: string, letters: string, instead: (letter: string) => string): string {
  return pattern.replace(/\\([\s\S])/g, (whole, letter: string) =>
    letters.includes(letter) ? instead(letter) : whole,
  );
}

/** `\h`: a hex digit in Ruby and Oniguruma, a blank in Perl and PCRE. */
export const hexOrBlank: Reader = (pattern) => {
  const at = escapeAt(pattern, 'h');
  if (at < 0) return undefined;
  const inClass = /\[[^\]]*\\h/.test(pattern);
  const [hex, blank] = inClass ? ['0-9a-fA-F', ' \\t'] : ['[0-9a-fA-F]', '[ \\t]'];
  return other(at, at + 2, [
    replaceEscapes(pattern, 'h', () => hex!),
    replaceEscapes(pattern, 'h', () => blank!),
  ]);
};

/** Named sets, anchors and classes written as letters, slashes, open braces. */
export const foreign: Reader = (pattern) => {
  const found = foreignSyntax(pattern);
  if (found === undefined) return undefined;
  const { first, rewritten } = found;
  return first.kind === 'slashes'
    ? {
        way: 'program-text',
        part: [first.start, first.end],
        patterns: rewritten === undefined ? [] : [rewritten],
        certain: true,
      }
    : other(first.start, first.end, rewritten === undefined ? [] : [rewritten]);
};

/** `\m \M \y` of PostgreSQL and Tcl, `[[:<:]]` of BSD: borders of words. */
export const wordEdges: Reader = (pattern) => {
  const named = pattern.indexOf('[[:<:]]');
  const ending = pattern.indexOf('[[:>:]]');
  if (named >= 0 || ending >= 0) {
    const at = named >= 0 ? named : ending;
    return other(at, at + 7, [pattern.replace(/\[\[:[<>]:\]\]/g, '\\b')]);
  }
  const at = escapeAt(pattern, 'mMy');
  if (at < 0) return undefined;
  return other(at, at + 2, [replaceEscapes(pattern, 'mMy', () => '\\b')]);
};

/** `\<` and `\>` of grep; here these are the two characters. */
export const angleEdges: Reader = (pattern) => {
  const at = escapeAt(pattern, '<>');
  if (at < 0) return undefined;
  return other(at, at + 2, [replaceEscapes(pattern, '<>', () => '\\b')], false);
};

/** `\{4\}` and `\(…\)`, the basic syntax of POSIX that sed and grep take. */
export const basicPosix: Reader = (pattern) => {
  const at = pattern.search(/\\\{\d/);
  if (at < 0) return undefined;
  const plain = pattern.replace(
    /\\([{}()|+?])|[{}()|+?]/g,
    (whole, escaped?: string) => escaped ?? `\\${whole}`,
  );
  return other(at, at + 2, [plain], false);
};

/** `before\K…`: what stands before `\K` is looked for and kept. */
export const keepOut: Reader = (pattern) => {
  const at = escapeAt(pattern, 'K');
  if (at < 0) return undefined;
  const before = pattern.slice(0, at);
  const behind = pattern.slice(at + 2);
  const simple = !/[|]/.test(pattern) && escapeAt(behind, 'K') < 0 && !/\((?!\?)/.test(before);
  return other(at, at + 2, simple ? [`(?<=${before})${behind}`] : []);
};

/** `\a`, `\e`: control characters of other dialects, letters here. */
export const controlEscapes: Reader = (pattern) => {
  const at = escapeAt(pattern, 'ae');
  if (at < 0) return undefined;
  return other(at, at + 2, []);
};

/** `\u{1F4B3}` without the flag: the letter "u" and braces. */
export const bracedUnicode: Reader = (pattern) => {
  const m = /\\u\{([\da-fA-F]{1,6})\}/.exec(pattern);
  if (m === null) return undefined;
  const written = pattern.replace(/\\u\{([\da-fA-F]{1,6})\}/g, (whole, hex: string) => {
    const point = Number.parseInt(hex, 16);
    if (point > 0x10ffff) return whole;
    return [...String.fromCodePoint(point).split('')]
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`)
      .join('');
  });
  return other(m.index, m.index + m[0].length, written === pattern ? [] : [written]);
};

const BODY = String.raw`((?:[^\[\]\\]|\\.)*)`;
const INTERSECTION = new RegExp(String.raw`\[${BODY}&&\[(\^?)${BODY}\]\]`);
const DIFFERENCE = new RegExp(String.raw`\[${BODY}--\[${BODY}\]\]`);
const UNION = new RegExp(String.raw`\[${BODY}\[(?!:)${BODY}\]\](?=[{+*?]|$)`);

/** Set operations of Java and ICU: `[a&&[^b]]`, `[a--[b]]`, `[a[b]]`. */
export const setOperations: Reader = (pattern) => {
  for (const form of [INTERSECTION, DIFFERENCE, UNION]) {
    const m = form.exec(pattern);
    if (m === null) continue;
    const end = m.index + m[0].length;
    return other(m.index, end, [pattern.slice(0, m.index) + setOf(form, m) + pattern.slice(end)]);
  }
  return undefined;
};

function setOf(form: RegExp, m: RegExpExecArray): string {
  if (form === UNION) return `[${m[1]}${m[2]}]`;
  if (form === DIFFERENCE) return `(?:(?![${m[2]}])[${m[1]}])`;
  return `(?:(?${m[2] === '^' ? '!' : '='}[${m[3]}])[${m[1]}])`;
}

const LUA: Readonly<Record<string, string>> = {
  d: '\\d',
  a: '[A-Za-z]',
  w: '\\w',
  s: '\\s',
  l: '[a-z]',
  u: '[A-Z]',
};

/** `%d%d%d%d`: patterns of Lua. */
export const lua: Reader = (pattern) => {
  const at = pattern.search(/%[dawslu]/);
  if (at < 0) return undefined;
  const written = pattern
    .replace(/%([dawslu])/g, (_, letter: string) => LUA[letter]!)
    .replace(/%([^\w\s])/g, '\\$1');
  return other(at, at + 2, [written], false);
};

/** `####-####`: pictures of numbers, as spreadsheets and forms have them. */
export const pictures: Reader = (pattern) => {
  const at = pattern.search(/#{2,}/);
  if (at < 0 || pattern.includes('\\')) return undefined;
  return other(at, at + 2, [pattern.replace(/#/g, '\\d')], false);
};
