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

const NUMBERS: Readonly<Record<string, number>> = {
  ...{
    a: 1,
    an: 1,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
  },
  ...{ eleven: 11, twelve: 12, fourteen: 14, fifteen: 15, eighteen: 18, twenty: 20, thirty: 30, sixty: 60 },
  ninety: 90,
};

/** Days of one unit: least, most, customary. */
const UNITS: Readonly<Record<string, readonly [number, number, number]>> = {
  day: [1, 1, 1],
  week: [7, 7, 7],
  month: [28, 31, 30],
  year: [365, 366, 365],
};

const PERIOD = new RegExp(
  String.raw`(?<![\w.,-])(\d{1,4}|${Object.keys(NUMBERS).join('|')})(\)?[ \t]|-)(?:(?:calendar|full|whole)[ \t])?(day|week|month|year)(s?)\b`,
  'gi',
);
const KEEP =
  /\b(?:retain(?:s|ed|ing)?|retention|keep(?:s|ing)?|kept|stor(?:e|es|ed|ing|age)|hold(?:s|ing)?|held|preserv(?:e|es|ed|ing))\b/gi;
const DROP =
  /\b(?:purg(?:e|es|ed|ing)|delet(?:e|es|ed|ing|ion)|expir(?:e|es|ed|ing|y)|remov(?:e|es|ed|ing|al)|eras(?:e|es|ed|ing|ure))\b/gi;
/** Words between verb and period that start a thought of its own, so that the period need not be about the verb. */
const OTHER_THOUGHT =
  /\b(?:who|whom|whose|which|that|if|when|while|during|since|hired|employed|working|worked|until|within|every|each|first|last|past|previous)\b/i;
const OTHER_SUBJECT =
  /\b(?:logs?|forms?|transcripts?|reports?|tickets?|documents?|audio|voice|e-?mails?|chats?|metadata|invoices?|contracts?|backups?|tokens?|passwords?|certificates?)\b/i;
const RECORDINGS = /\b(?:recordings?|screens?|videos?|captures?|sessions?|desktops?)\b/i;
const NOT_SAID = /\b(?:not(?! (?:longer|more))|never|formerly|previously|used to|instead|rather)\b|n't\b/i;
const AT_LEAST =
  /\b(?:at least|no less than|not less than|minimum(?: of)?|more than|over|longer than)\s*\(?$/i;
const AT_MOST =
  /\b(?:up to|at most|no more than|not more than|no longer than|not longer than|maximum(?: of)?|less than|under)\s*\(?$/i;
const QUALIFIER =
  /\b(?:exactly|about|around|approximately|a total of|at least|no less than|not less than|a?\s*minimum(?: of)?|up to|at most|no more than|not more than|no longer than|not longer than|longer than|less than|more than|over|under|a?\s*maximum(?: of)?|the|full|\w+\s*\()\s*$/i;

/** The first period a text states for the keeping of recordings. English only, and silent in doubt. */
export function statedRetention(text: string): StatedPeriod | undefined {
  const read = text.length > READ ? text.slice(0, READ) : text;
  if (!/day|week|month|year/i.test(read)) return undefined;
  let previousEnd = 0;
  for (const m of read.matchAll(PERIOD)) {
    const start = m.index;
    const end = start + m[0].length;
    const from = Math.max(previousEnd, sentenceStart(read, start));
    previousEnd = end;
    const sentence = read.slice(sentenceStart(read, start), sentenceEnd(read, end));
    const before = read.slice(from, start);
    const after = read.slice(end, sentenceEnd(read, end));
    const attributive = m[2] === '-' || (m[4] === '' && /^\d/.test(m[1]!) && m[1] !== '1');
    if (/\d\s*(?:-|–|to|or|and)\s*$/i.test(before)) continue;
    if (NOT_SAID.test(sentence)) continue;
    if (OTHER_SUBJECT.test(sentence) && !RECORDINGS.test(sentence)) continue;
    if (!(attributive ? /^[ \t]+retention\b/i.test(after) : isAboutKeeping(before, after))) continue;
    const word = m[1]!.toLowerCase();
    const count = NUMBERS[word] ?? Number(word);
    const [least, most, days] = UNITS[m[3]!.toLowerCase()]!;
    return {
      words: m[0],
      start,
      end,
      least: AT_MOST.test(before) ? 0 : count * least,
      most: AT_LEAST.test(before) ? Number.POSITIVE_INFINITY : count * most,
      days: count * days,
    };
  }
  return undefined;
}

function isAboutKeeping(before: string, after: string): boolean {
  if (/^[ \t]+(?:of[ \t]+)?retention\b/i.test(after)) return true;
  const lead = before.replace(QUALIFIER, '').trimEnd();
  const keep = lastMatch(KEEP, lead);
  if (keep !== undefined) {
    const between = lead.slice(keep.end);
    if (/^(?:\s+(?:period|time))?\s*(?:of|is|:|=|\(|for)?\s*(?:set to|for)?$/i.test(between)) return true;
    if (/\bfor$/i.test(between) && !OTHER_THOUGHT.test(between)) return true;
  }
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

function lastMatch(pattern: RegExp, text: string): { end: number } | undefined {
  let end: number | undefined;
  for (const m of text.matchAll(pattern)) end = m.index + m[0].length;
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
