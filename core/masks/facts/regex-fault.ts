import { t } from '../../l10n';

/** Why a pattern does not compile, and where: [start, end) in UTF-16 units of the pattern. */
export interface RegexFault {
  readonly reason: string;
  readonly start: number;
  readonly end: number;
}

/** Longer patterns are not compiled: reading them takes too long for a keystroke. They are reported as not analysed. */
export const MOST_COMPILED = 20_000;

/** Longest pattern whose fault is looked for letter by letter; in longer ones by halves. */
const MOST_SEARCHED = 200;

/** Compiles the pattern (which is never run) and says what is wrong with it. */
export function regexFault(pattern: string): RegexFault | undefined {
  if (pattern.length > MOST_COMPILED) return undefined;
  const problem = compile(pattern);
  if (problem === undefined) return undefined;
  const [start, end] = placeOf(pattern, problem);
  return foreignFault(pattern, start, end) ?? { reason: reasonOf(problem), start, end };
}

/** Whether the engine takes the pattern (which is never run). */
export function compiles(pattern: string): boolean {
  return compile(pattern) === undefined;
}

/** What other dialects have at the place of a fault: named as such, people find it in what they copied. */
function foreignFault(pattern: string, start: number, end: number): RegexFault | undefined {
  const group = /^\(\?(?:P[<=>]|>|#)/.exec(pattern.slice(start, start + 4))?.[0];
  if (group !== undefined) return { reason: foreignGroup(group), start, end: start + group.length };
  if (pattern[end - 1] === '+' && /[*+?}]/.test(pattern[end - 2] ?? '') && pattern[end - 3] !== '\\')
    return { reason: t('there are no possessive repeats such as "++"'), start, end };
  return undefined;
}

function foreignGroup(group: string): string {
  if (group === '(?>') return t('there are no atomic groups');
  if (group === '(?#') return t('there are no comments in a pattern');
  return t('a named group is written (?<name>…), and what it found \\k<name>');
}

/** The engine's own words without the pattern; undefined where it compiles. */
function compile(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.slice(message.lastIndexOf(': ') + 1).trim();
  }
}

function reasonOf(problem: string): string {
  switch (problem) {
    case 'Unterminated group':
      return t('this "(" is never closed');
    case "Unmatched ')'":
      return t('this ")" closes nothing');
    case 'Unterminated character class':
      return t('this "[" is never closed');
    case 'Nothing to repeat':
      return t('there is nothing before this quantifier that it could repeat');
    case 'numbers out of order in {} quantifier':
      return t('the first number of this quantifier is greater than the second');
    case 'Range out of order in character class':
      return t('the range ends before it starts');
    case 'Invalid group':
      return t('this kind of group is not known (there are no inline flags such as (?i))');
    case '\\ at end of pattern':
      return t('the backslash at the end escapes nothing');
    case 'Invalid capture group name':
      return t('this is no name for a group');
    case 'Duplicate capture group name':
      return t('another group has this name');
    case 'Invalid named reference':
    case 'Invalid named capture referenced':
      return t('there is no group of this name');
    default:
      return problem;
  }
}

function placeOf(pattern: string, problem: string): [number, number] {
  const whole: [number, number] = [0, pattern.length];
  if (problem.startsWith('Unterminated')) {
    const open = unclosed(pattern);
    return open === undefined ? whole : [open, open + 1];
  }
  if (problem === '\\ at end of pattern') return [pattern.length - 1, pattern.length];
  const end = noticedAt(pattern, problem);
  return [startOf(pattern, problem, end), end];
}

/**
 * Where the fault is noticed. Engines read from the left: from that place on, every beginning of the pattern has the same fault.
 * (A shorter one may have it too, where a group's name is cut off.)
 */
function noticedAt(pattern: string, problem: string): number {
  const hasIt = (end: number): boolean => compile(pattern.slice(0, end)) === problem;
  let end = pattern.length;
  if (end <= MOST_SEARCHED) {
    while (end > 1 && hasIt(end - 1)) end--;
    return end;
  }
  for (let without = 0; end - without > 1; ) {
    const middle = (without + end) >> 1;
    if (hasIt(middle)) end = middle;
    else without = middle;
  }
  return end;
}

/** Where the part begins that is wrong at its end. */
function startOf(pattern: string, problem: string, end: number): number {
  if (problem === 'numbers out of order in {} quantifier')
    return Math.max(0, pattern.lastIndexOf('{', end - 1));
  if (problem === 'Range out of order in character class') {
    const dash = pattern.lastIndexOf('-', end - 2);
    return Math.max(0, dash - (pattern[dash - 2] === '\\' ? 2 : 1));
  }
  if (problem === 'Invalid group' || problem.includes('group name'))
    return Math.max(0, pattern.lastIndexOf('(', end - 1));
  if (problem.includes('named')) return Math.max(0, pattern.lastIndexOf('\\k', end - 1));
  return end - 1;
}

/** The innermost bracket or parenthesis that is open at the end. */
function unclosed(pattern: string): number | undefined {
  const open: number[] = [];
  let inClass: number | undefined;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i];
    if (c === '\\') i++;
    else if (inClass !== undefined) {
      if (c === ']') inClass = undefined;
    } else if (c === '[') inClass = i;
    else if (c === '(') open.push(i);
    else if (c === ')') open.pop();
  }
  return inClass ?? open.at(-1);
}
