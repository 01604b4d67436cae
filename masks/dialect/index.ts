import { type Place, tokenAt } from './tokens';

/** A part of a pattern that other dialects of regular expressions read otherwise than ECMAScript does. */
export interface ForeignPart {
  /** [start, end) in UTF-16 units of the pattern. */
  readonly start: number;
  readonly end: number;
  /** As it stands in the pattern; for slashes, what stands behind the body. */
  readonly text: string;
  readonly kind: 'slashes' | 'set' | 'letter' | 'braces';
}

export interface Foreign {
  readonly first: ForeignPart;
  /** The pattern as ECMAScript says what was meant; undefined where a part has no equal. */
  readonly rewritten: string | undefined;
}

/** Longer patterns are not compiled either. */
const LONGEST = 20_000;

/** What any foreign part holds, so that nearly all patterns are told to be free of it at once. */
const MAY_BE_FOREIGN = /^\/|\[:|\\[AGPQRZhpxz]|\{,/;

/**
 * Syntax of other dialects that compiles in ECMAScript and means something else there; undefined where there
 * is none.
 */
export function foreignSyntax(pattern: string): Foreign | undefined {
  if (pattern.length > LONGEST || !MAY_BE_FOREIGN.test(pattern)) return undefined;
  const foreign = slashes(pattern) ?? tokens(pattern);
  if (foreign?.rewritten === undefined || isOwn(foreign.rewritten)) return foreign;
  return { ...foreign, rewritten: undefined };
}

/**
 * Whether a pattern compiles (it is never run) and holds nothing foreign: what stood side by side may make
 * another part.
 */
function isOwn(pattern: string): boolean {
  try {
    new RegExp(pattern);
  } catch {
    return false;
  }
  return (slashes(pattern) ?? tokens(pattern)) === undefined;
}

/**
 * A body between slashes as program texts have it, with its flags: no slash inside, and something that only a
 * pattern has.
 */
const LITERAL = /^\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\/\n]|\\.)*\])+)\/([dgimsuvy]*)$/;
const ONLY_IN_PATTERNS = /[\\[({+*|^$]/;
/** Any run of characters of one set, as between the slashes of an address: "/\\d+/". */
const SEGMENT = /^(?:\\[dwDSW]|\.|\[(?:[^\]\\]|\\.)*\])[+*]\??$/;

function slashes(pattern: string): Foreign | undefined {
  const m = LITERAL.exec(pattern);
  if (m === null) return undefined;
  const [, body, flags] = m as unknown as [string, string, string];
  if (!ONLY_IN_PATTERNS.test(body) || (flags === '' && SEGMENT.test(body))) return undefined;
  return {
    first: { start: 0, end: pattern.length, text: `/${flags}`, kind: 'slashes' },
    // Without its flag, a pattern for both cases would hide less than was meant.
    rewritten: /[ims]/.test(flags) ? undefined : rewrittenOf(body),
  };
}

/** What was between the slashes; where that is foreign too, as it is rewritten. */
function rewrittenOf(body: string): string | undefined {
  const foreign = MAY_BE_FOREIGN.test(body) ? tokens(body) : undefined;
  return foreign === undefined ? body : foreign.rewritten;
}

function tokens(pattern: string): Foreign | undefined {
  let first: ForeignPart | undefined;
  let rewritten: string | undefined = '';
  let place: Place = 'outside';
  for (let at = 0; at < pattern.length; ) {
    const token = tokenAt(pattern, at, place);
    const end = token?.end ?? at + (pattern[at] === '\\' ? 2 : 1);
    const text = pattern.slice(at, end);
    if (token !== undefined) first ??= { start: at, end, text, kind: token.kind };
    const written = token === undefined ? text : token.instead;
    rewritten = rewritten === undefined || written === undefined ? undefined : rewritten + written;
    if (token === undefined) {
      if (place === 'outside' && text === '[') place = 'class';
      else if (place === 'class' && text === ']') place = 'outside';
    }
    at = end;
  }
  return first === undefined ? undefined : { first, rewritten: rewritten && tidied(rewritten) };
}

/** "[\d]" is "\d". */
function tidied(pattern: string): string {
  return pattern.replace(/\[(\\[dsw])\]/g, '$1');
}
