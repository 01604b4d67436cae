import { describe, expect, it } from 'vitest';
import { finished, merge } from './results.mjs';

const passed = (title) => ({ title, state: 'passed', ms: 1 });
const failed = (title) => ({ title, state: 'failed', ms: 1, error: 'no' });

describe('a second try', () => {
  it('leaves out what passed or was skipped', () => {
    expect(finished([passed('a'), failed('b'), { title: 'c', state: 'skipped', ms: 0 }])).toEqual(['a', 'c']);
  });

  it('marks what passes only then', () => {
    expect(merge([passed('a'), failed('b')], [passed('b')])).toEqual([
      passed('a'),
      { ...passed('b'), flaky: true },
    ]);
  });

  it('leaves failed what fails again, and what is not reached', () => {
    expect(merge([failed('a'), failed('b')], [failed('a')])).toEqual([failed('a'), failed('b')]);
  });

  it('counts a preparation that works only then as flaky once, not the tests after it', () => {
    const hook = { ...failed('"before all" hook in x'), hook: true };
    expect(merge([hook], [passed('a'), passed('b')])).toEqual([
      passed('a'),
      passed('b'),
      { ...hook, state: 'skipped', flaky: true },
    ]);
  });
});
