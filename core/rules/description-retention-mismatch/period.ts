/** A retention period that a text states. */
export interface StatedPeriod {
  /** The words: "90 days", "a year". */
  readonly words: string;
  /** UTF-16 offsets of the words in the text. */
  readonly start: number;
  readonly end: number;
  /** The days those words may mean: months and years differ in length, "at least" has no upper end. */
  readonly least: number;
  readonly most: number;
  /** The number of days to write for it. */
  readonly days: number;
}

/** Longer texts are no descriptions; what is past this is not read. */
const READ = 10_000;

const NUMBERS = new Map<string, number>([
  ...['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
    .map((word, i) => [word, i] as const)
    .slice(1),
  ...([
    ['a', 1],
    ['an', 1],
    ['fourteen', 14],
    ['fifteen', 15],
    ['eighteen', 18],
    ['twenty', 20],
  ] as const),
  ...([
    ['thirty', 30],
    ['sixty', 60],
    ['ninety', 90],
  ] as const),
]);

/** Days of one unit: least, most, customary. */
const UNITS = new Map<string, readonly [number, number, number]>(
  (
    [
      ['day', [1, 1, 1]],
      ['week', [7, 7, 7]],
      ['month', [28, 31, 30]],
      ['year', [365, 366, 365]],
    ] as const
  ).flatMap(([word, days]) => [
    [word, days],
    [`${word}s`, days],
  ]),
);
const LONGEST_UNIT = 'months'.length;

/** Also of some other words: an engine finds one of four letters faster than one of four words. */
const UNIT = /[dwmy](?:ay|eek|onth|ear)s?\b/gi;

/** A number of days, weeks, months or years in a text, whatever it is about. */
interface Mention {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly unit: readonly [number, number, number];
  /** "90-day", which says something of the next word. */
  readonly attributive: boolean;
}

/** All mentions of periods. Goes from unit to unit, as a description is looked through at each keystroke. */
function mentionsIn(text: string): Mention[] | undefined {
  let found: Mention[] | undefined;
  UNIT.lastIndex = 0;
  while (UNIT.test(text)) {
    const end = UNIT.lastIndex;
    let i = end;
    while (end - i <= LONGEST_UNIT && isWordPart(text.charCodeAt(i - 1))) i--;
    const before = text.charCodeAt(i - 1);
    if (before !== HYPHEN && !isBlank(before)) continue;
    const count = countBefore(text, i);
    if (count === undefined) continue;
    const word = text.slice(i, end).toLowerCase();
    const days = UNITS.get(word);
    if (days === undefined) continue;
    found ??= [];
    found.push({
      start: count.start,
      end,
      count: count.value,
      unit: days,
      attributive: count.hyphen || (!word.endsWith('s') && count.figure && count.value !== 1),
    });
  }
  return found;
}

const KEEP =
  /\b(?:retain(?:s|ed|ing)?|retention|keep(?:s|ing)?|kept|stor(?:e|es|ed|ing|age)|sav(?:e|es|ed|ing)|hold(?:s|ing)?|held|preserv(?:e|es|ed|ing))\b/gi;
const DROP =
  /\b(?:purg(?:e|es|ed|ing)|delet(?:e|es|ed|ing|ion)|expir(?:e|es|ed|ing|y)|remov(?:e|es|ed|ing|al)|eras(?:e|es|ed|ing|ure))\b/gi;
/**
 * Words between verb and period that start a thought of its own, so that the period need not be about the
 * verb.
 */
const OTHER_THOUGHT =
  /\b(?:who|whom|whose|which|that|if|when|while|during|since|hired|employed|working|worked|until|within|every|each|first|last|past|previous)\b/i;
const OTHER_SUBJECT =
  /\b(?:logs?|forms?|notes?|archives?|transcripts?|reports?|tickets?|documents?|audio|voice|e-?mails?|chats?|metadata|invoices?|contracts?|backups?|tokens?|passwords?|certificates?)\b/i;
const RECORDINGS = /\b(?:recordings?|screens?|videos?|captures?|sessions?|desktops?)\b/i;
const NOT_SAID = /\b(?:not(?! (?:longer|more))|never|formerly|previously|used to|instead|rather)\b|n't\b/i;
const AT_LEAST =
  /\b(?:at least|no less than|not less than|minimum(?: retention(?: period)?)?(?: of| is|:)?|more than|over|longer than)\s*\(?$/i;
const AT_MOST =
  /\b(?:up to|at most|no more than|not more than|no longer than|not longer than|maximum(?: of)?|less than|under)\s*\(?$/i;
const OR_MORE = /^\s+(?:or\s+(?:more|longer|above)|(?:at\s+)?min(?:imum)?\b|at\s+(?:the\s+)?least)\b/i;
const OR_LESS = /^\s+(?:or\s+(?:less|fewer|shorter)|(?:at\s+)?max(?:imum)?\b|at\s+(?:the\s+)?most)\b/i;
const QUALIFIER =
  /\b(?:exactly|about|around|approximately|a total of|at least|no less than|not less than|a?\s*minimum(?: of)?|up to|at most|no more than|not more than|no longer than|not longer than|longer than|less than|more than|over|under|a?\s*maximum(?: of)?|the|full|\w+\s*\()\s*$/i;

interface Count {
  readonly start: number;
  readonly value: number;
  readonly hyphen: boolean;
  readonly figure: boolean;
}

/** The figure, or word for one, before a unit: "90 ", "ninety (90) ", "a full ", "30-". */
function countBefore(text: string, unit: number): Count | undefined {
  const hyphen = text.charCodeAt(unit - 1) === HYPHEN;
  let end = unit - 1;
  while (!hyphen && isBlank(text.charCodeAt(end - 1))) end--;
  const bracketed = !hyphen && text.charCodeAt(end - 1) === 41;
  if (bracketed) end--;
  let start = end;
  while (start > 0 && end - start < LONGEST_COUNT && isWordPart(text.charCodeAt(start - 1))) start--;
  if (start === end) return undefined;
  const written = figureIn(text, start, end);
  const figure = written !== undefined;
  const word = figure ? '' : text.slice(start, end).toLowerCase();
  if (!figure && !hyphen && QUALITIES.has(word) && start > 0) return countBefore(text, start);
  // "1.5 years", "30-90 days", "x90 days": no whole number of their own.
  if (start > 0 && continuesNumber(text.charCodeAt(start - 1))) return undefined;
  if (isPart(text, start)) return undefined;
  const value = written ?? NUMBERS.get(word);
  if (value === undefined) return undefined;
  return { start: bracketed ? wordBeforeBracket(text, start) : start, value, hyphen, figure };
}

/** The number that up to four digits make; undefined for anything else. */
function figureIn(text: string, start: number, end: number): number | undefined {
  if (end - start > MOST_DIGITS) return undefined;
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

function continuesNumber(c: number): boolean {
  return isWordPart(c) || c === UNDERSCORE || c === DOT || c === COMMA || c === HYPHEN;
}

/** "half a year" is no year. */
function isPart(text: string, start: number): boolean {
  let end = start;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  // "half" and "of" end alike; few words do.
  if (end === start || (text.charCodeAt(end - 1) | 32) !== LETTER_F) return false;
  return /\b(?:half|quarter of)\s+$/i.test(text.slice(Math.max(0, start - 20), start));
}

/** Where "thirty (30" begins, given the figure in brackets: the word and the figure are one number. */
function wordBeforeBracket(text: string, figure: number): number {
  const before = text.slice(Math.max(0, figure - 20), figure);
  const m = /([A-Za-z]+(?:-[A-Za-z]+)?)\s*\($/.exec(before);
  return m !== null && (NUMBERS.has(m[1]!.toLowerCase()) || /^\w+-\w+$/.test(m[1]!))
    ? figure - m[0].length
    : figure;
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9 || c === 160;
}

/** Blanks and line breaks. */
function isSpace(c: number): boolean {
  return isBlank(c) || (c >= 10 && c <= 13);
}

const LONGEST_COUNT = 10;
const MOST_DIGITS = 4;
const HYPHEN = 45;
const DOT = 46;
const COMMA = 44;
const UNDERSCORE = 95;
const LETTER_F = 102;
const QUALITIES = new Set(['calendar', 'full', 'whole']);

function isWordPart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 48 && c <= 57) || (c >= 65 && c <= 90);
}

/**
 * The first period a text states for the keeping of recordings, where it is another than `days`. English
 * only, and silent in doubt.
 */
export function otherRetention(text: string, days: number): StatedPeriod | undefined {
  const read = text.length > READ ? text.slice(0, READ) : text;
  const mentions = mentionsIn(read);
  // Where every number agrees, none needs to be understood.
  if (mentions?.some((m) => !agrees(days, m.count * m.unit[0], m.count * m.unit[1])) !== true)
    return undefined;
  let previousEnd = 0;
  for (const mention of mentions) {
    const stated = statedBy(read, mention, previousEnd);
    previousEnd = mention.end;
    if (stated !== undefined) return agrees(days, stated.least, stated.most) ? undefined : stated;
  }
  return undefined;
}

function agrees(days: number, least: number, most: number): boolean {
  return days >= least && days <= most;
}

/** What a mention states, if it is about keeping recordings. */
function statedBy(text: string, mention: Mention, previousEnd: number): StatedPeriod | undefined {
  const { start, end, count, unit, attributive } = mention;
  const from = sentenceStart(text, start);
  const to = sentenceEnd(text, end);
  // "30 days longer than calls" is no period of its own.
  if (/^\s+(?:longer|more|less|shorter)\b/i.test(text.slice(end, to))) return undefined;
  // A question states nothing.
  if (text[to] === '?') return undefined;
  const sentence = text.slice(from, to);
  const before = text.slice(Math.max(previousEnd, from), start);
  const after = text.slice(end, to);
  if (/\d\s*(?:-|–|to|or|and)\s*$/i.test(before)) return undefined;
  if (NOT_SAID.test(sentence)) return undefined;
  const object = /^\s+of\b[^,]*/.exec(after)?.[0] ?? '';
  if (isOfOthers(sentence) || isOfOthers(before) || isOfOthers(object)) return undefined;
  const isAbout = attributive
    ? /^[ \t]+retention\b/i.test(after)
    : isAboutKeeping(before, after) || standsAlone(text, mention, sentence);
  if (!isAbout) return undefined;
  return {
    words: text.slice(start, end),
    start,
    end,
    least: AT_MOST.test(before) || OR_LESS.test(after) ? 0 : count * unit[0],
    most: AT_LEAST.test(before) || OR_MORE.test(after) ? Number.POSITIVE_INFINITY : count * unit[1],
    days: count * unit[2],
  };
}

/**
 * "audio is kept 365 days, screens 90 days": what stands before a period may have another subject than the
 * rest.
 */
function isOfOthers(words: string): boolean {
  return OTHER_SUBJECT.test(words) && !RECORDINGS.test(words);
}

function isAboutKeeping(before: string, after: string): boolean {
  if (/^[ \t]+(?:of[ \t]+)?retention\b/i.test(after)) return true;
  const lead = before.replace(QUALIFIER, '').trimEnd();
  const keep = lastMatch(KEEP, lead);
  if (keep !== undefined) {
    const between = lead.slice(keep.end);
    if (/^(?:\s+(?:period|time))?\s*(?:of|is|:|=|\(|for)?\s*(?:set to|for)?$/i.test(between)) return true;
    if (/\bfor$/i.test(between) && !OTHER_THOUGHT.test(between)) return true;
    if (/^\s+(?:all\s+|the\s+|these\s+)?(?:recordings?|screens?|videos?|sessions?|it|them)$/i.test(between))
      return true;
  }
  if (/\brecordings?(?:\s+of\s+\w+)?(?:\s+(?:must\s+be|are|is|stay|remain)\s+available)?\s+for$/i.test(lead))
    return true;
  const drop = lastMatch(DROP, lead);
  if (drop === undefined) return false;
  const between = lead.slice(drop.end);
  if (OTHER_THOUGHT.test(between)) return false;
  if (/\bafter$/i.test(between)) return true;
  return (
    /^(?:\s+automatically)?$/i.test(between) &&
    /^[ \t]+after[ \t]+(?:the[ \t]+)?(?:recording|capture|session|call|creation|interaction)\b/i.test(after)
  );
}

/**
 * A period without any verb: the whole description, or a part of a sentence about recording that holds
 * nothing else, between commas, dashes or in brackets.
 */
function standsAlone(text: string, { start, end }: Mention, sentence: string): boolean {
  const before = text.slice(0, start).trimEnd();
  const after = text.slice(end).trimStart();
  if (before.replace(QUALIFIER, '') === '' && /^[.!]?$/.test(after)) return true;
  if (!RECORDINGS.test(sentence) && !/\brecord(?:s|ed|ing)?\b/i.test(sentence)) return false;
  return /[,(–—]$|\s-$/.test(before) && /^(?:$|[.,;)])/.test(after) && !OTHER_THOUGHT.test(sentence);
}

function lastMatch(pattern: RegExp, text: string): { end: number } | undefined {
  let end: number | undefined;
  pattern.lastIndex = 0;
  while (pattern.test(text)) end = pattern.lastIndex;
  return end === undefined ? undefined : { end };
}

/** A full stop ends a sentence where a space follows; "12.10" does not. */
function sentenceStart(text: string, at: number): number {
  for (let i = at - 1; i >= 0; i--) if (ends(text, i)) return i + 1;
  return 0;
}

function sentenceEnd(text: string, at: number): number {
  for (let i = at; i < text.length; i++) if (ends(text, i)) return i;
  return text.length;
}

function ends(text: string, i: number): boolean {
  const c = text[i];
  if (c === '\n' || c === ';' || c === '!' || c === '?') return true;
  return c === '.' && (i + 1 === text.length || /\s/.test(text[i + 1]!));
}
