/** Where a scan of a pattern stands. */
export type Place = 'outside' | 'class';

/** A token of another dialect. */
export interface Token {
  readonly end: number;
  readonly kind: 'set' | 'letter' | 'braces';
  /** What says the same in ECMAScript; undefined where nothing does. */
  readonly instead: string | undefined;
}

/** Named sets of POSIX, as they stand within brackets; undefined where a list of characters would be long. */
const CHARACTER_CLASSES: Readonly<Record<string, string | undefined>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: undefined,
  blank: ' \\t',
  cntrl: undefined,
  digit: '\\d',
  graph: undefined,
  lower: 'a-z',
  print: undefined,
  punct: undefined,
  space: '\\s',
  upper: 'A-Z',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** Names of sets in `\p{…}` that are ASCII by definition, or digits. */
const PROPERTIES: Readonly<Record<string, string>> = {
  Alnum: 'A-Za-z0-9',
  Alpha: 'A-Za-z',
  Digit: '\\d',
  Lower: 'a-z',
  N: '\\d',
  Nd: '\\d',
  Space: '\\s',
  Upper: 'A-Z',
  XDigit: '0-9A-Fa-f',
};

/** Anchors written as letters, and what says the same. */
const LETTERS: Readonly<Record<string, string | undefined>> = {
  A: '^',
  Z: '$',
  z: '$',
  G: undefined,
  R: '(?:\\r\\n|[\\n\\r])',
};

/** The token of another dialect that begins at an offset; undefined where ECMAScript and the others agree. */
export function tokenAt(pattern: string, at: number, place: Place): Token | undefined {
  switch (pattern[at]) {
    case '[':
      return namedSet(pattern, at, place);
    case '{':
      return place === 'outside' ? openBraces(pattern, at) : undefined;
    case '\\':
      return escaped(pattern, at, place);
    default:
      return undefined;
  }
}

/** `[:digit:]`, in brackets as it should be or on its own. */
function namedSet(pattern: string, at: number, place: Place): Token | undefined {
  const m = /^\[:(\^?)([a-z]+):\]/.exec(pattern.slice(at, at + 16));
  if (m === null || !Object.hasOwn(CHARACTER_CLASSES, m[2]!)) return undefined;
  const set = CHARACTER_CLASSES[m[2]!];
  return { end: at + m[0].length, kind: 'set', instead: inPlace(set, m[1] === '^', place) };
}

/** `{,4}`: up to four, which ECMAScript reads as these four characters. */
function openBraces(pattern: string, at: number): Token | undefined {
  const m = /^\{,(\d+)\}/.exec(pattern.slice(at, at + 16));
  return m === null || at === 0
    ? undefined
    : { end: at + m[0].length, kind: 'braces', instead: `{0,${m[1]}}` };
}

function escaped(pattern: string, at: number, place: Place): Token | undefined {
  const letter = pattern[at + 1] ?? '';
  const rest = pattern.slice(at + 2, at + 64);
  if (letter === 'p' || letter === 'P') {
    const m = /^\{(?:Is)?(\^?)([A-Za-z_]+)\}/.exec(rest);
    if (m === null) return undefined;
    const set = Object.hasOwn(PROPERTIES, m[2]!) ? PROPERTIES[m[2]!] : undefined;
    const negated = (letter === 'P') !== (m[1] === '^');
    return { end: at + 2 + m[0].length, kind: 'set', instead: inPlace(set, negated, place) };
  }
  if (letter === 'x') {
    const m = /^\{([\da-fA-F]{1,8})\}/.exec(rest);
    if (m === null) return undefined;
    const hex = m[1]!.replace(/^0+(?=.)/, '');
    const instead = hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : undefined;
    return { end: at + 2 + m[0].length, kind: 'letter', instead };
  }
  if (letter === 'h') return { end: at + 2, kind: 'letter', instead: place === 'class' ? ' \\t' : '[ \\t]' };
  if (place === 'class') return undefined;
  if (letter === 'Q') return quoted(pattern, at);
  return Object.hasOwn(LETTERS, letter)
    ? { end: at + 2, kind: 'letter', instead: LETTERS[letter] }
    : undefined;
}

/** `\Q…\E`: a text taken as it is. */
function quoted(pattern: string, at: number): Token {
  const close = pattern.indexOf('\\E', at + 2);
  const text = pattern.slice(at + 2, close < 0 ? pattern.length : close);
  return {
    end: close < 0 ? pattern.length : close + 2,
    kind: 'letter',
    instead: text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  };
}

/** A set as it stands within brackets or without; the opposite of one can stand alone only. */
function inPlace(set: string | undefined, negated: boolean, place: Place): string | undefined {
  if (set === undefined) return undefined;
  const shorthand = /^\\[dsw]$/.test(set);
  if (negated) {
    if (shorthand) return set.toUpperCase();
    return place === 'class' ? undefined : `[^${set}]`;
  }
  return place === 'class' || shorthand ? set : `[${set}]`;
}
