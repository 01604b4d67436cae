import type { Reader, Reading } from './types';

interface Wrapper {
  /** The first group is the pattern. */
  readonly form: RegExp;
  readonly certain: boolean;
}

/**
 * What stands around patterns in programs, configurations and commands. Longer forms come before their parts.
 */
const WRAPPERS: readonly Wrapper[] = [
  { form: /^<!\[CDATA\[([\s\S]*)\]\]>$/, certain: true },
  // re.compile(r"…"), new RegExp('…', 'g'), Pattern.compile("…")
  {
    form: /^(?:new )?[A-Za-z_][\w.]*\(\s*([rRbBuU@]{0,2}(["'`])(?:(?!\2).)*\2)\s*(?:,[^)]*)?\);?$/,
    certain: true,
  },
  { form: /^[rRbBuUfF@]{0,2}"""([\s\S]*)"""$/, certain: true },
  { form: /^[rRbBuUfF@]{0,2}'''([\s\S]*)'''$/, certain: true },
  { form: /^```?([^`]*)`?``$/, certain: true },
  { form: /^`([^`]*)`$/, certain: true },
  { form: /^(?:[rRbBuUfF@]{1,2})"((?:[^"\\]|\\[\s\S])*)"$/, certain: true },
  { form: /^(?:[rRbBuUfF@]{1,2})'((?:[^'\\]|\\[\s\S])*)'$/, certain: true },
  { form: /^"((?:[^"\\]|\\[\s\S])*)"[,;]?$/, certain: false },
  { form: /^'((?:[^'\\]|\\[\s\S])*)'[,;]?$/, certain: false },
  { form: /^qr\/([\s\S]*)\/[a-z]*$/, certain: true },
  { form: /^(?:m|qr)\{([\s\S]*)\}[a-z]*$/, certain: false },
  { form: /^(?:m|qr)([/#~!%@|,])([\s\S]*)\1[a-z]*$/, certain: false },
  {
    form: /^s([/#~!%@|,])((?:\\[\s\S]|(?!\1)[\s\S])+)\1(?:\\[\s\S]|(?!\1)[\s\S])*\1[a-z\d]*$/,
    certain: false,
  },
  { form: /^([~#%@!])([\s\S]+)\1[imsxuADUXJ]*$/, certain: false },
  // regex: …, pattern=…
  { form: /^(?:regexp?|pattern|expression|re|mask)\s*[:=]\s*([\s\S]+?);?$/, certain: false },
  { form: /^(?:const|let|var|val|final String|String|static)\s+\w+\s*=\s*([\s\S]+?);?$/, certain: true },
  { form: /^(?:grep|egrep|sed|awk|rg)\s+(?:-\w+\s+)*(['"])([\s\S]*)\1(?:\s.*)?$/, certain: true },
];

/**
 * `r"…"`, `qr/…/i`, `m{…}`, `s/…/…/g`, `'''…'''`, CDATA: what is around the pattern is read as a part of it.
 */
export const wrapper: Reader = (pattern) => {
  for (const { form, certain } of WRAPPERS) {
    const m = form.exec(pattern);
    if (m === null) continue;
    const body = /^["'`/#~!%@|,]$/.test(m[1]!) && m[2] !== undefined ? m[2] : m[1]!;
    if (body === '') continue;
    return around(pattern, body, certain);
  }
  return undefined;
};

function around(pattern: string, body: string, certain: boolean): Reading {
  return { way: 'program-text', part: [0, pattern.length], patterns: [body], certain };
}

/** `"…" + "…"`, as long patterns are put together in programs. */
export const concatenation: Reader = (pattern) => {
  const literal = /^(["'])((?:[^"'\\]|\\[\s\S])*)\1\s*(?:[+.]\s*|\s+)(?=["'])/;
  let rest = pattern;
  let joined = '';
  let parts = 0;
  for (let m = literal.exec(rest); m !== null; m = literal.exec(rest)) {
    joined += m[2];
    rest = rest.slice(m[0].length);
    parts++;
  }
  const last = /^(["'])((?:[^"'\\]|\\[\s\S])*)\1;?$/.exec(rest);
  return parts === 0 || last === null ? undefined : around(pattern, joined + last[2], true);
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#34;': '"',
  '&nbsp;': ' ',
};
const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#39|#34);/g;

/** `&quot;`: copied from the source of a page. */
export const entities: Reader = (pattern) => {
  const first = pattern.search(ENTITY);
  if (first < 0) return undefined;
  const length = pattern.indexOf(';', first) + 1 - first;
  return {
    way: 'markup-escape',
    part: [first, first + length],
    patterns: [pattern.replace(ENTITY, (entity) => ENTITIES[entity]!)],
    certain: true,
  };
};

const ESCAPED = /\\([[\]{}()*_+.!#|>~`\\-])/g;

/** `\[0-9\]\{4\}`: Markdown puts a backslash before what it would take for markup. */
export const markdownEscapes: Reader = (pattern) => {
  const first = pattern.search(/\\[[{*_]/);
  if (first < 0) return undefined;
  return {
    way: 'markup-escape',
    part: [first, first + 2],
    patterns: [pattern.replace(ESCAPED, '$1')],
    certain: false,
  };
};

/** `\\d{4}`: backslashes are doubled once for JSON, and were doubled for a program before. */
export const doubledBackslashes: Reader = (pattern) => {
  const first = pattern.search(/\\\\[dDwWsSbB]/);
  if (first < 0) return undefined;
  return {
    way: 'doubled-backslash',
    part: [first, first + 3],
    patterns: [pattern.replace(/\\\\/g, '\\')],
    // A backslash and then the same letter several times is nothing that anybody writes.
    certain: /\\\\[dDwWsS]\{\d+(?:,\d*)?\}/.test(pattern),
  };
};
