import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegex } from '../regex/parse';
import { compileRegex, type Program } from '../regex/program';
import { analyse, DEEP_LIMITS, QUICK_LIMITS } from './analyse';
import { countSteps } from './replay';
import { attackString } from './verdict';

const fast = (pattern: string, flags = '') => analyse(pattern, flags, QUICK_LIMITS);
const deep = (pattern: string, flags = '') => analyse(pattern, flags, DEEP_LIMITS);

describe('a second attempt at a proof', () => {
  it.each([
    // The lookahead leaves two zeros at most.
    '(?!000|666)0*(?:[0-6]\\d\\d|7[0-6]\\d)[- ]\\d{2}[- ]\\d{4}',
    // Counted groups that a loop would read further than they can.
    '^([A-Z]{2}[ -]?\\d{2})(?=(?:[ -]?[A-Z0-9]){9,30}$)((?:[ -]?[A-Z0-9]{3,5}){2,7})([ -]?[A-Z0-9]{1,3})?$',
    '\\b(?:\\d[ -]*?){13,16}\\b',
  ])('decides %s', (pattern) => {
    expect(deep(pattern)).toMatchObject({ kind: 'safe', source: 'proof' });
  });

  it.each([
    '(?!00|666)0*0*0*\\d+!',
    '(?!1)0*0*x',
    '(?=000)0*0*x',
    '(?:a?){28}a{28}!',
    '^(?:a{1,20}){1,20}!',
    '^(?:\\w{1,12}\\s?){1,20}!',
  ])('calls %s not safe', (pattern) => {
    expect(deep(pattern).kind).not.toBe('safe');
  });
});

describe('safe patterns', () => {
  it.each([
    '\\b\\d{4}(-\\d{4}){2}\\b',
    '\\b\\d{4}-\\d{4}-\\d{4}-\\d{4}\\b',
    '[0-9]{16}',
    '[A-Z]{2}[0-9]{7}',
    '[0-9]{4}[-\\s]?[0-9]{4}[-\\s]?[0-9]{4}[-\\s]?[0-9]{4}',
    '\\d+',
    '\\bID-\\d+\\b',
    '^(?:[a-z]+;)*$',
    '^(?:ab|cd)+e',
    '^(?=.*\\d)(?=.*[a-z]).{8,}$',
    '[a-z]{2,256}x',
    '\\b\\w+\\b-',
  ])('/%s/ is proven linear at once', (pattern) => {
    expect(fast(pattern)).toMatchObject({ kind: 'safe', stage: 'final' });
  });
});

describe('unsafe patterns', () => {
  it.each([
    ['(a+)+$', 'exponential', 0],
    ['^(?:\\d+|[0-9]+-?)*$', 'exponential', 0],
    ['(?:x?y?)*z', 'exponential', 0],
    ['\\d+-', 'polynomial', 2],
    ['^a*a*$', 'polynomial', 2],
    ['\\s+$', 'polynomial', 2],
    ['\\w*\\d*-', 'polynomial', 3],
    ['^(?:\\d+\\d+;)*x', 'exponential', 0],
    ['^(?:\\d+\\d+;)*', 'polynomial', 2],
    ['(?!.*x)q', 'polynomial', 2],
    ['(.*)\\1x', 'polynomial', 3],
  ])('/%s/ is %s (%i)', (pattern, kind, degree) => {
    const verdict = deep(pattern);
    expect(verdict.kind).toBe(kind);
    if (verdict.kind === 'polynomial') expect(verdict.degree).toBeGreaterThanOrEqual(degree);
    if (verdict.kind !== 'polynomial' && verdict.kind !== 'exponential') throw new Error('no attack');
    const program = compileRegex(parseRegex(pattern));
    const text = attackString(verdict.attack);
    const half = attackString({ ...verdict.attack, repeat: Math.max(1, verdict.attack.repeat >> 1) });
    const budget = 3_000_000;
    const steps = countSteps(program, text, budget) ?? budget;
    const halfSteps = countSteps(program, half, budget) ?? budget;
    // Twice the text, far more than twice the work, or more than the budget.
    expect(steps === budget || steps > 3 * halfSteps).toBe(true);
  });

  it('points at the quantifier that causes it', () => {
    const verdict = fast('\\bcard: (x+)+y');
    expect(verdict.kind).toBe('exponential');
    if (verdict.kind === 'exponential') expect('\\bcard: (x+)+y'.slice(...verdict.hotspot)).toBe('(x+)+');
    const quadratic = fast('\\bid=[0-9]+#|\\d+-');
    if (quadratic.kind !== 'polynomial') throw new Error(quadratic.kind);
    expect('\\bid=[0-9]+#|\\d+-'.slice(...quadratic.hotspot)).toBe('\\d+');
  });
});

describe('what cannot be decided is never called safe', () => {
  it.each([
    ['\\p{L}+\\p{L}+$', 'u', 'feature'],
    ['[a--b]+', 'v', 'feature'],
    [`${'a?'.repeat(3000)}`, '', 'too-long'],
    ['('.repeat(500) + ')'.repeat(500), '', 'too-complex'],
  ])('/%.20s/%s: %s', (pattern, flags, reason) => {
    expect(fast(pattern, flags)).toMatchObject({ kind: 'undecided', reason });
  });

  it('answers within a bound for patterns made to be costly', () => {
    const hard = [
      `${'(?:a|a)'.repeat(200)}!`,
      '(?:a?){60}a{60}!',
      `(?:${'(?:a|b|ab)*'.repeat(60)})+!`,
      '((((a{1,30}){1,30}){1,30}){1,30}){1,30}!',
      `${'(?:x|'.repeat(150)}y${')*'.repeat(150)}`,
      `(?:${'\\w{0,40}'.repeat(40)})+!`,
      `[${'a-zA-Z0-9'.repeat(200)}]*!`,
      '(?:.*,){20}!',
      '\\b'.repeat(900),
      `${'(?:a?b?)*'.repeat(80)}!`,
    ];
    for (const pattern of hard) {
      // The best of a few: the machine may be busy with something else.
      let took = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 3; i++) {
        const start = cpuTime();
        const verdict = analyse(pattern, '', QUICK_LIMITS);
        took = Math.min(took, cpuTime() - start);
        expect(verdict.kind === 'safe' && pattern.endsWith('!'), pattern.slice(0, 40)).toBe(false);
      }
      expect(took, pattern.slice(0, 40)).toBeLessThan(50);
    }
  });
});

/** Milliseconds of this process alone: the machine may be busy with others. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Undefined where counted repeats make the program too large to be run here. */
function compiled(pattern: string): Program | undefined {
  try {
    return compileRegex(parseRegex(pattern));
  } catch {
    return undefined;
  }
}

const leaf = fc.constantFrom(
  'a',
  'b',
  '[ab]',
  '.',
  '\\w',
  '\\d',
  '1',
  '-',
  '\\b',
  '^',
  '$',
  'a?',
  'b*',
  '[^a]',
  '\\s',
);
const quantifier = fc.constantFrom('*', '+', '?', '+?', '{2}', '{0,2}', '{2,}', '{0,60}');
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.tuple(tie('tree'), tie('tree')).map(([x, y]) => x + y),
    fc.tuple(tie('tree'), tie('tree')).map(([x, y]) => `(?:${x}|${y})`),
    fc.tuple(tie('tree'), quantifier).map(([x, q]) => `(?:${x})${q}`),
    fc.tuple(fc.constantFrom('(?=', '(?!', '(?<='), tie('tree')).map(([open, x]) => `${open}${x})`),
  ),
}));
const piece = fc.constantFrom('a', 'b', '1', '-', '\n', ' ', 'ab', 'a1', 'b-');

describe('the proof', () => {
  it('holds: no attack makes a pattern called safe super-linear', () => {
    fc.assert(
      fc.property(
        tree,
        piece,
        piece,
        fc.constantFrom('!', '\n', '', 'a'),
        (pattern, prefix, pump, suffix) => {
          try {
            new RegExp(pattern);
          } catch {
            return;
          }
          if (fast(pattern).kind !== 'safe') return;
          const program = compiled(pattern);
          if (!program) return;
          const steps = [200, 400, 800].map((n) =>
            countSteps(program, prefix + pump.repeat(n) + suffix, 5_000_000),
          );
          const [, half, whole] = steps;
          const explodes =
            whole === undefined || half === undefined || (whole > 2.6 * half && whole > 16_000);
          expect(explodes, JSON.stringify({ pattern, prefix, pump, suffix, steps })).toBe(false);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('the limit of time', () => {
  const alternatives = Array.from({ length: 60 }, (_, i) => `w${i}[a-z]*`).join('|');
  const letters = Array.from({ length: 450 }, (_, i) => String.fromCharCode(0x100 + 2 * i));

  it.each([
    ['alternatives', `(${alternatives})+x`],
    ['letters', letters.join('')],
    ['alternatives of letters', `(${letters.join('|')})*x`],
    ['a class of many ranges', `[${letters.join('')}]+x`],
    ['lookaheads', `${'(?=a*)'.repeat(150)}b`],
    ['negative lookaheads', `${'(?!.*a)'.repeat(120)}\\d{16}`],
    ['nested groups', `${'('.repeat(150)}a${')*'.repeat(150)}`],
    ['nested repeats', `${'(?:'.repeat(150)}a${')+'.repeat(150)}`],
    ['dots', '.*'.repeat(400)],
    ['words', '\\b\\w+\\W*'.repeat(90)],
    ['counts', '(?:a{1,1000}){1,1000}'],
    ['references', `(?:${'(a)?'.repeat(200)})*\\1x`],
    ['email', '^([a-zA-Z0-9_\\.\\-])+\\@(([a-zA-Z0-9\\-])+\\.)+([a-zA-Z0-9]{2,4})+$'],
  ])('ends the analysis of %s wherever its work is used up', (_what, pattern) => {
    const whole = analyse(pattern, '', QUICK_LIMITS);
    for (let work = 1; work < QUICK_LIMITS.work; work *= 3) {
      const verdict = analyse(pattern, '', { ...QUICK_LIMITS, work });
      if (verdict.kind === 'safe') expect(whole.kind, `with ${work} units`).toBe('safe');
    }
  });
});
