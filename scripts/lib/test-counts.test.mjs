import { describe, expect, it } from 'vitest';
import { countE2e, countVitest, judge, sum, tell } from './test-counts.mjs';

const file = (status, ...tests) => ({
  status,
  assertionResults: tests.map((test) => (typeof test === 'string' ? { status: test } : test)),
});
const report = (numPassedTests, numFailedTests, ...testResults) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests: 0,
  testResults,
});
const counts = (change = {}) => ({ passed: 0, failed: 0, skipped: 0, flaky: [], ...change });

describe('countVitest', () => {
  it('takes the tests that passed and failed', () => {
    const found = report(3, 1, file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed'));
    expect(countVitest(found)).toEqual(counts({ passed: 3, failed: 1 }));
  });

  it('counts a file that failed before its tests', () => {
    const found = report(1, 0, file('passed', 'passed'), file('failed'));
    expect(countVitest(found)).toEqual(counts({ passed: 1, failed: 1 }));
  });

  it('counts a file whose tests passed and whose teardown did not', () => {
    expect(countVitest(report(1, 0, file('failed', 'passed')))).toEqual(counts({ passed: 1, failed: 1 }));
  });

  it('names what passed at a second try', () => {
    const retried = { status: 'passed', fullName: 'a lock is taken once', failureMessages: ['Error: twice'] };
    const failed = { status: 'failed', fullName: 'another', failureMessages: ['Error: no'] };
    const found = report(1, 1, file('failed', retried, failed));
    expect(countVitest(found)).toEqual(counts({ passed: 1, failed: 1, flaky: ['a lock is taken once'] }));
  });
});

describe('countE2e', () => {
  it('tells passed, failed, skipped and flaky apart', () => {
    const tests = ['passed', 'skipped', 'failed', 'passed'].map((state) => ({ title: state, state }));
    expect(countE2e({ tests: [...tests, { title: 'late', state: 'passed', flaky: true }] })).toEqual({
      passed: 3,
      failed: 1,
      skipped: 1,
      flaky: ['late'],
    });
  });
});

describe('the end of a run', () => {
  it('is a line of exactly one form', () => {
    expect(tell(counts({ passed: 3, failed: 1, skipped: 2 }))).toEqual(['2 skipped', '3 passed, 1 failed']);
  });

  it('names a flaky test, and fails for more than one', () => {
    const one = counts({ passed: 5, flaky: ['a'] });
    expect(judge(one)).toBe(one);
    expect(tell(one)).toEqual([
      'flaky: a',
      expect.stringMatching(/^1 test passed only/),
      '5 passed, 0 failed',
    ]);
    const two = judge(sum([one, counts({ passed: 1, flaky: ['b'] })]));
    expect(two).toMatchObject({ passed: 6, failed: 1 });
    expect(tell(two).at(-2)).toContain('2 tests passed only at a second try');
  });
});
