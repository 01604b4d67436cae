import { describe, expect, it } from 'vitest';
import { countE2e, countVitest } from './test-counts.mjs';

const file = (status, ...tests) => ({ status, assertionResults: tests.map((state) => ({ status: state })) });

describe('countVitest', () => {
  it('takes the tests that passed and failed', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')],
    };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 1 });
  });

  it('counts a file that failed before its tests', () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 0,
      testResults: [file('passed', 'passed'), file('failed')],
    };
    expect(countVitest(report)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a file whose tests passed and whose teardown did not', () => {
    const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('failed', 'passed')] };
    expect(countVitest(report)).toEqual({ passed: 1, failed: 1 });
  });
});

describe('countE2e', () => {
  it('leaves skipped tests out', () => {
    const tests = ['passed', 'skipped', 'failed', 'passed'].map((state) => ({ state }));
    expect(countE2e({ tests })).toEqual({ passed: 2, failed: 1 });
  });
});
