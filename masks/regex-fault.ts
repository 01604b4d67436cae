export type RegexFaultReason =
  | 'unterminated-group'
  | 'unmatched-parenthesis'
  | 'unterminated-class'
  | 'nothing-to-repeat'
  | 'quantifier-out-of-order'
  | 'range-out-of-order'
  | 'invalid-group'
  | 'trailing-backslash'
  | 'invalid-group-name'
  | 'duplicate-group-name'
  | 'unknown-group-name'
  /** Syntax of other dialects. */
  | 'possessive-quantifier'
  | 'atomic-group'
  | 'comment'
  | 'python-named-group'
  /** `engineMessage` says what. */
  | 'other';

/** Why a pattern does not compile, and where: [start, end) in UTF-16 units of the pattern. */
export interface RegexFault {
  readonly reason: RegexFaultReason;
  /** The words of the JavaScript engine, without the pattern. */
  readonly engineMessage: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Longer patterns are not compiled: reading them takes too long for a keystroke. They are reported as not
 * analysed.
 */
export const MOST_COMPILED = 20_000;

/** Longest pattern whose fault is looked for letter by letter; in longer ones by halves. */
const MOST_SEARCHED = 200;

/** Compiles the pattern (which is never run) and returns what is wrong with it. */
export function regexFault(pattern: string): RegexFault | undefined {
  if (pattern.length > MOST_COMPILED) return undefined;
  const problem = compile(pattern);
  if (problem === undefined) return undefined;
  const [start, end] = placeOf(pattern, problem);
  return (
    foreignFault(pattern, problem, start, end) ?? {
      reason: REASONS[problem] ?? 'other',
      engineMessage: problem,
      start,
      end,
    }
  );
}

/** Whether the engine takes the pattern (which is never run). */
export function compiles(pattern: string): boolean {
  return compile(pattern) === undefined;
}

/** What other dialects have at the place of a fault: named as such, people find it in what they copied. */
function foreignFault(pattern: string, engineMessage: string, start: number, end: number) {
  const group = /^\(\?(?:P[<=>]|>|#)/.exec(pattern.slice(start, start + 4))?.[0];
  if (group !== undefined)
    return { reason: foreignGroup(group), engineMessage, start, end: start + group.length };
  if (pattern[end - 1] === '+' && /[*+?}]/.test(pattern[end - 2] ?? '') && pattern[end - 3] !== '\\')
    return { reason: 'possessive-quantifier', engineMessage, start, end } as const;
  return undefined;
}

function foreignGroup(group: string): RegexFaultReason {
  if (group === '(?>') return 'atomic-group';
  if (group === '(?#') return 'comment';
  return 'python-named-group';
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

/** Reasons by the words of V8. */
const REASONS: Readonly<Record<string, RegexFaultReason>> = {
  'Unterminated group': 'unterminated-group',
  "Unmatched ')'": 'unmatched-parenthesis',
  'Unterminated character class': 'unterminated-class',
  'Nothing to repeat': 'nothing-to-repeat',
  'numbers out of order in {} quantifier': 'quantifier-out-of-order',
  'Range out of order in character class': 'range-out-of-order',
  'Invalid group': 'invalid-group',
  '\\ at end of pattern': 'trailing-backslash',
  'Invalid capture group name': 'invalid-group-name',
  'Duplicate capture group name': 'duplicate-group-name',
  'Invalid named reference': 'unknown-group-name',
  'Invalid named capture referenced': 'unknown-group-name',
};

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
 * Where the fault is noticed. Engines read from the left: from that place on, every beginning of the pattern
 * has the same fault. (A shorter one may have it too, where a group's name is cut off.)
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
