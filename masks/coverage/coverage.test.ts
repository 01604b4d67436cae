import { describe, expect, it } from 'vitest';
import { safeTest } from '../regex/linear';
import { standardSamples, withOwnSamples } from '../samples';
import {
  combine,
  coverageSummary,
  coverageTable,
  delimiterFindings,
  evaluatePattern,
  formsOf,
  kindsOf,
  maskCoverage,
  missingKinds,
  partialFindings,
  partlyHiddenLine,
  redactLine,
  redactSample,
} from './';

const coverage = {
  pattern: (pattern: string) => evaluatePattern(pattern, standardSamples),
  policy: (patterns: readonly string[]) => combine(patterns.map((p) => evaluatePattern(p, standardSamples))),
};
const HYPHENED = '\\b\\d{4}-\\d{4}-\\d{4}-\\d{4}\\b';
const THREE_GROUPS = '\\b\\d{4}(-\\d{4}){2}\\b';
const TOLERANT = '[0-9]{4}[-\\s]?[0-9]{4}[-\\s]?[0-9]{4}[-\\s]?[0-9]{4}';

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function ibanRemainder(iban: string): number {
  const moved = iban.slice(4) + iban.slice(0, 4);
  return [...moved.replace(/[A-Z]/g, (c) => String(c.charCodeAt(0) - 55))].reduce(
    (r, d) => (r * 10 + Number(d)) % 97,
    0,
  );
}

describe('the samples', () => {
  it('have valid check digits, each number in plain, spaced and hyphened form', () => {
    const cards = standardSamples.sensitive.filter((sample) => sample.kind === 'card');
    for (const card of cards) expect(luhn(card.text.replace(/\D/g, '')), card.text).toBe(true);
    const forms = new Map<string, Set<string>>();
    for (const card of cards) {
      const digits = card.text.replace(/\D/g, '');
      forms.set(digits, (forms.get(digits) ?? new Set()).add(card.form));
    }
    for (const [digits, known] of forms)
      expect([...known].sort(), digits).toEqual(['hyphened', 'plain', 'spaced']);
    const ibans = standardSamples.sensitive.filter((sample) => sample.kind === 'iban');
    expect(ibans.length).toBeGreaterThan(10);
    for (const iban of ibans) expect(ibanRemainder(iban.text.replaceAll(' ', '')), iban.text).toBe(1);
    expect(standardSamples.sensitive.map((sample) => sample.text)).toContain('3782 822463 10005');
  });

  it('take in the project’s own, within limits', () => {
    const own = withOwnSamples({ sensitive: ['AB1234567', 'x'.repeat(500)], ordinary: ['ticket 4711x'] });
    expect(own.sensitive.filter((sample) => sample.kind === 'own').map((sample) => sample.text)).toEqual([
      'AB1234567',
    ]);
    const result = evaluatePattern('[A-Z]{2}[0-9]{7}', own);
    expect(kindsOf(result.sensitive).find((kind) => kind.kind === 'own')?.state).toBe('covered');
    expect(
      partialFindings(evaluatePattern('[A-Z]{2}[0-9]{6}', own)).map((f) => f.samples.map(redactSample)),
    ).toEqual([['████████7']]);
  });
});

describe('what the guides’ patterns do', () => {
  it('three groups leave the last four digits', () => {
    const [finding] = partialFindings(coverage.pattern(THREE_GROUPS));
    expect(finding?.kind).toBe('card');
    expect(redactSample(finding!.samples[0]!)).toBe('██████████████-1111');
    expect(delimiterFindings([coverage.pattern(THREE_GROUPS)])).toEqual([]);
  });

  it('four hyphened groups hide that form and no other', () => {
    const result = coverage.pattern(HYPHENED);
    expect(partialFindings(result)).toEqual([]);
    expect(delimiterFindings([result])[0]?.missed.map((missed) => missed.sample.text)).toEqual([
      '4111111111111111',
      '4111 1111 1111 1111',
    ]);
    expect(missingKinds(coverage.policy([HYPHENED]), ['card', 'ssn']).map((kind) => kind.kind)).toEqual([
      'card',
      'ssn',
    ]);
  });

  it('together, the part that one leaves is no leak', () => {
    const policy = coverage.policy([THREE_GROUPS, HYPHENED]);
    const [finding] = partialFindings(coverage.pattern(THREE_GROUPS), policy);
    expect(finding?.samples.map((result) => result.sample.text) ?? []).not.toContain('4111-1111-1111-1111');
  });

  it('sixteen digits miss the forms with delimiters', () => {
    const [finding] = delimiterFindings([coverage.pattern('[0-9]{16}')]);
    expect(finding?.missed.map((result) => result.sample.text)).toEqual([
      '4111 1111 1111 1111',
      '4111-1111-1111-1111',
    ]);
    expect(delimiterFindings([coverage.pattern('[0-9]{16}'), coverage.pattern(TOLERANT)])).toEqual([]);
  });

  it('a licence number is nobody’s card, and breaks no rule', () => {
    const result = coverage.pattern('[A-Z]{2}[0-9]{7}');
    expect([partialFindings(result), delimiterFindings([result]), result.tooBroad]).toEqual([[], [], []]);
  });

  it('the tolerant one covers cards, and says which it does not', () => {
    const policy = coverage.policy([TOLERANT]);
    const card = policy.kinds.find((kind) => kind.kind === 'card');
    expect(card?.state).toBe('mostly');
    expect(card?.gaps.map((gap) => gap.sample.label)).toContain('American Express');
    expect(missingKinds(policy, ['card', 'ssn', 'nonsense']).map((kind) => kind.kind)).toEqual(['ssn']);
    expect(partialFindings(coverage.pattern(TOLERANT))).toEqual([]);
  });
});

describe('samples in lines', () => {
  it('are hidden only where they are hidden wherever they stand', () => {
    const cardOf = (pattern: string) => coverage.policy([pattern]).kinds.find(({ kind }) => kind === 'card')!;
    expect(cardOf('\\b\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}\\b').state).toBe('mostly');
    for (const anchored of ['^\\d{16}$', '^\\d{16}', '\\d{16}$', '(?<= )\\d{16}(?= )', 'card: \\d{16}'])
      expect(cardOf(anchored), anchored).toMatchObject({ state: 'missing', masked: 0 });
    expect(cardOf('^\\d{16}$').partly).toBe(0);
    expect(cardOf('^\\d{16}').partly).toBeGreaterThan(0);
  });

  it('show the line that gives most away', () => {
    const [finding] = partialFindings(coverage.pattern('[\\d\\s-]{16,19}'));
    const line = partlyHiddenLine(
      finding!.samples.find(({ sample }) => sample.text === '4111 1111 1111 1111')!,
    );
    expect(redactLine(line!)).toBe('The customer read out███████████████████1 on the phone.');
    const visa = coverage.pattern('^\\d{16}').sensitive[0]!;
    expect(redactSample(visa)).toBe('The customer read out 4111111111111111 on the phone.');
  });
});

describe('what a policy hides, by kind', () => {
  it('is one judgement for rules, explain and report', () => {
    const { kinds, notEvaluated } = maskCoverage([HYPHENED, 5, '('], {
      sensitive: ['AB1234567'],
      ordinary: [],
    });
    expect(notEvaluated).toEqual(['(']);
    const card = kinds.find(({ kind }) => kind === 'card')!;
    expect(card.state).toBe('missing');
    expect(formsOf(card).hidden).toContain('Visa, hyphened');
    expect(formsOf(card).readable).toContain('Visa, plain');
    expect(kinds.find(({ kind }) => kind === 'own')).toMatchObject({ state: 'missing', total: 1 });
    expect(maskCoverage([]).kinds.every(({ state, masked }) => state === 'missing' && masked === 0)).toBe(
      true,
    );
  });

  it('takes an ordinary country’s id as covered in part, and names the others', () => {
    const passports = maskCoverage([
      'passport number\\W{1,4}\\d{9}',
      'passportNumber\\W+\\d{9}',
      'passport number is \\d{9}',
    ]);
    const passport = passports.kinds.find(({ kind }) => kind === 'passport')!;
    expect(formsOf(passport).readable).toContain('Germany');
  });
});

describe('faults of a pattern', () => {
  it('too broad, and matching nothing at all', () => {
    expect(coverage.pattern('\\d+').tooBroad.map((result) => result.sample.text)).toContain('order 12345');
    expect(coverage.pattern('a*').matchesEmpty).toBe(true);
    expect(coverage.pattern('(?=\\d)').matchesEmpty).toBe(true);
    expect(coverage.pattern('\\d{9}').matchesEmpty).toBe(false);
  });

  it('is tried with backreferences and lookarounds too, and says how', () => {
    expect(coverage.pattern('(?<!\\d)\\d{16}(?!\\d)').evaluated).toBe('linear');
    expect(coverage.pattern('(\\d)\\1{3}').evaluated).toBe('bounded');
    expect(coverage.pattern('(')).toMatchObject({ evaluated: 'not-evaluated', reason: 'invalid' });
    expect(coverage.pattern('(?:(?:\\d{1,90}){1,90}){1,90}x')).toMatchObject({
      evaluated: 'not-evaluated',
      reason: 'unsupported',
    });
    expect(coverage.policy(['(', HYPHENED]).notEvaluated).toEqual(['(']);
  });

  it('is tried in bounded time', () => {
    for (const pattern of [
      '^(\\w+\\s?)*$!',
      '(.*)(.*)(.*)(.*)\\1!',
      '(?=(.*))(?:\\1|.)*!',
      '(?:.{1,100}){1,60}!',
    ]) {
      const start = process.cpuUsage();
      coverage.pattern(pattern);
      expect(process.cpuUsage(start).user / 1000, pattern).toBeLessThan(400);
    }
  });
});

describe('for people', () => {
  it('renders a table', () => {
    expect(coverageTable(coverage.pattern(HYPHENED))).toBe(
      '| | masked | stays readable |\n| --- | --- | --- |\n| Card numbers | 9 of 36 | `4111111111111111` (Visa) |',
    );
    expect(coverageTable(coverage.policy([HYPHENED])).split('\n')).toHaveLength(12);
    expect(coverageSummary(coverage.pattern(HYPHENED))).toBe('Card numbers 9 of 36');
    expect(coverageTable(coverage.pattern('('))).toBe('');
  });
});

describe('safeTest', () => {
  it('tests a name without trusting the pattern', () => {
    expect(safeTest('^[A-Z][A-Za-z0-9]*(_[A-Z][A-Za-z0-9]*)+_Recording$', 'Sales_Calls_Recording')).toBe(
      true,
    );
    expect(safeTest('^[A-Z][A-Za-z0-9]*(_[A-Z][A-Za-z0-9]*)+_Recording$', 'sales')).toBe(false);
    expect(safeTest('^(a+)+$', `${'a'.repeat(200)}!`)).toBe(false);
    expect(safeTest('^(a|a)*\\1$', `${'a'.repeat(60)}!`)).toBeUndefined();
    expect(safeTest('(', 'x')).toBeUndefined();
  });
});
