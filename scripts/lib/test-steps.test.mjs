import { describe, expect, it } from 'vitest';
import { chooseSteps, stepsOf } from './test-steps.mjs';

const names = (extent, only = [], skip = []) =>
  chooseSteps(stepsOf(extent), only, skip).map(({ name }) => name);

describe('the steps of the tests', () => {
  it('run what they need, though only they are named', () => {
    expect(names('default', ['unit'])).toEqual(['generate', 'unit']);
    expect(names('default', ['e2e'])).toEqual(['generate', 'build', 'package', 'e2e']);
  });

  it('run what others need, though it is to be skipped', () => {
    expect(names('default', [], ['generate', 'e2e', 'package', 'build'])).toEqual([
      'generate',
      'typecheck',
      'arch',
      'lint',
      'unit',
    ]);
  });

  it('refuse a name that no step has', () => {
    expect(() => names('default', ['units'])).toThrow(/units.*generate, typecheck/);
  });

  it('grow from quick to all', () => {
    const [quick, usual, all] = [names('quick'), names('default'), names('all')];
    expect(usual).toEqual(expect.arrayContaining(quick));
    expect(all).toEqual(expect.arrayContaining(usual));
    expect(usual).toContain('e2e');
    expect(all).toContain('nodes');
  });
});
