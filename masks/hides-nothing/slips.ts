import type { Node } from '../regex/ast';
import { UnsupportedRegex } from '../regex/errors';
import { parseRegex } from '../regex/parse';
import type { Reader } from './types';

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u3000': ' ',
};
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g;

/**
 * A dash that a text processor made of a hyphen, and other characters that cannot be told from what was
 * meant.
 */
export const lookAlikes: Reader = (pattern) => {
  const invisible = pattern.search(INVISIBLE);
  const at = invisible >= 0 ? invisible : [...pattern].findIndex((c) => c in LOOK_ALIKES);
  if (at < 0) return undefined;
  const meant = pattern.replace(INVISIBLE, '').replace(/[\u00a0-\u3000]/g, (c) => LOOK_ALIKES[c] ?? c);
  return { way: 'look-alike', part: [at, at + 1], patterns: [meant], certain: invisible >= 0 };
};

/** `\d{4[ -]`, `\d4}`, `0-9]{4}`: one of a pair is missing, and the other is read as it stands. */
export const lostBracket: Reader = (pattern) => {
  const found =
    mend(pattern, /\{\d+(?:,\d*)?(?![\d,}])/, (m) => `${m}}`) ??
    mend(pattern, /(?<=\\[dws]|[)\]])\d+(?:,\d*)?\}/, (m) => `{${m}`) ??
    mend(pattern, /(?<![[\w\\-])(?:\w-\w)+\]/, (m) => `[${m}`);
  return found && { way: 'lost-bracket', certain: false, ...found };
};

function mend(pattern: string, form: RegExp, write: (match: string) => string) {
  const first = form.exec(pattern);
  if (first === null) return undefined;
  const global = new RegExp(form.source, 'g');
  return {
    part: [first.index, first.index + first[0].length] as const,
    patterns: [pattern.replace(global, write)],
  };
}

/** A line end pasted with the pattern: no line holds one. */
export const lineEnds: Reader = (pattern) => {
  const at = pattern.search(/[\r\n]/);
  if (at < 0) return undefined;
  const trimmed = pattern.replace(/^[\r\n\t ]*[\r\n]+[\t ]*|[\t ]*[\r\n]+[\r\n\t ]*$/g, '');
  // Comments of a list of patterns are no part of it; the rest of one pattern was broken into lines.
  const lines = trimmed.split(/[\r\n]+[\t ]*/).filter((line, i) => i === 0 || !line.startsWith('#'));
  return { way: 'line-end', part: [at, at + 1], patterns: [lines.join('')], certain: false };
};

interface Assertion {
  readonly start: number;
  readonly end: number;
  readonly kind: 'start' | 'end' | 'word' | 'not-word';
}

function assertionsIn(pattern: string): Assertion[] {
  const found: Assertion[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'assert') found.push(node);
    else if (node.type === 'sequence') node.items.forEach(visit);
    else if (node.type === 'alternation') node.alternatives.forEach(visit);
    else if (node.type === 'group' || node.type === 'repeat' || node.type === 'look') visit(node.body);
  };
  try {
    visit(parseRegex(pattern).root);
  } catch (error) {
    // A pattern that cannot be read has no assertions to blame.
    if (!(error instanceof UnsupportedRegex) && !(error instanceof RangeError)) throw error;
  }
  return found;
}

function replaceAll(
  pattern: string,
  places: readonly Assertion[],
  instead: (place: Assertion) => string,
): string {
  let text = pattern;
  for (const place of [...places].sort((a, b) => b.start - a.start))
    text = text.slice(0, place.start) + instead(place) + text.slice(place.end);
  return text;
}

/** `^…$`: it hides a text that is nothing but the value, which lines of recordings are not. */
export const anchors: Reader = (pattern) => {
  const places = assertionsIn(pattern).filter(({ kind }) => kind === 'start' || kind === 'end');
  const [first] = places;
  if (first === undefined) return undefined;
  return {
    way: 'anchors',
    part: [first.start, first.end],
    patterns: [
      replaceAll(pattern, places, () => '\\b'),
      replaceAll(pattern, places, ({ kind }) => (kind === 'start' ? '(?<!\\w)' : '(?!\\w)')),
    ],
    certain: false,
  };
};

/** `\b\+`: before a plus sign there is a border only behind a letter or digit. */
export const wordBorders: Reader = (pattern) => {
  const blamed = assertionsIn(pattern).filter(
    ({ kind, start, end }) =>
      kind === 'not-word' ||
      (kind === 'word' && (isNoWord(pattern, end, 1) || isNoWord(pattern, start - 1, -1))),
  );
  const [first] = blamed;
  if (first === undefined) return undefined;
  const meant = replaceAll(pattern, blamed, ({ kind, end }) =>
    kind === 'not-word' ? '\\b' : isNoWord(pattern, end, 1) ? '(?<!\\w)' : '(?!\\w)',
  );
  return { way: 'word-border', part: [first.start, first.end], patterns: [meant], certain: false };
};

/** Whether a literal that is no letter or digit stands there, in the direction given. */
function isNoWord(pattern: string, at: number, direction: 1 | -1): boolean {
  const text = direction === 1 ? pattern.slice(at, at + 2) : pattern.slice(Math.max(0, at - 1), at + 1);
  return direction === 1
    ? /^(?:\\[+()[\].*#$/-]|[-@#&%!"'<>])/.test(text)
    : /(?:\\[+()[\].*#$/-]|[-@#&%!"'<>])$/.test(text);
}
