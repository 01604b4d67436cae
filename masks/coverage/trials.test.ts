import { describe, expect, it } from 'vitest';
import { standardSamples, withOwnSamples } from '../samples';
import { finish } from '../work';
import { evaluatePattern, tryPattern } from './evaluate';
import { TrialMemory } from './trials';

const PATTERNS = [
  '\\b\\d{4}[- ]?\\d{4}[- ]?\\d{4}[- ]?\\d{4}\\b',
  '\\d*',
  '(\\d)\\1+',
  '[a-z]+@[a-z.]+',
  'nothing of this',
];
const tried = (pattern: string, memory: TrialMemory, samples = standardSamples) =>
  finish(tryPattern(pattern, samples, memory.on(samples)));
/** As a file gives back what was written to it. */
const kept = (memory: TrialMemory): unknown => JSON.parse(JSON.stringify(memory.export()));
const filled = () => {
  const memory = new TrialMemory();
  for (const pattern of PATTERNS) tried(pattern, memory);
  return memory;
};

describe('trials that are kept across runs', () => {
  it('give what trying the pattern gives', () => {
    const later = new TrialMemory(kept(filled()));
    for (const pattern of PATTERNS) {
      expect(later.on(standardSamples).get(pattern)).toBeDefined();
      expect(tried(pattern, later)).toEqual(evaluatePattern(pattern, standardSamples));
    }
    expect(later.isNew).toBe(false);
  });

  it('are new where a pattern was not known', () => {
    const memory = new TrialMemory(kept(filled()));
    tried('x{3}', memory);
    expect(memory.isNew).toBe(true);
  });

  it('hold for their own samples only', () => {
    const own = withOwnSamples({ sensitive: ['AB1234567'] });
    const memory = new TrialMemory(kept(filled()));
    expect(memory.on(own).get(PATTERNS[0]!)).toBeUndefined();
    tried(PATTERNS[0]!, memory, own);
    const later = new TrialMemory(kept(memory));
    expect(later.on(own).get(PATTERNS[0]!)).toBeDefined();
    expect(later.on(standardSamples).get(PATTERNS[1]!)).toBeDefined();
  });

  it('are not kept of what could not be tried', () => {
    const memory = new TrialMemory();
    expect(tried('(', memory).evaluated).toBe('not-evaluated');
    expect(memory.isNew).toBe(false);
  });

  it('are taken from nothing that is damaged', () => {
    const [[name, trials]] = kept(filled()) as [[string, [string, unknown, unknown, number[][]][]]];
    const [pattern, mode, empty] = trials[0]!;
    for (const saved of [
      undefined,
      {},
      [7],
      [[name, 7]],
      [[name, [7, [pattern], [pattern, 'fast', empty, []], [7, mode, empty, []], [pattern, mode, 'no', []]]]],
      [[name, [[pattern, mode, empty, [[0, 5, 5]]]]]],
      [[name, [[pattern, mode, empty, [[0, 5, 5000]]]]]],
      [[name, [[pattern, mode, empty, [[0, 1]]]]]],
      [[name, [[pattern, mode, empty, [[100_000, 1, 2]]]]]],
      [[name, [[pattern, mode, empty, [[0, -1, 2]]]]]],
      [[name, [[pattern, mode, empty, [['0', 1, 2]]]]]],
      [[`${name}x`, trials]],
    ]) {
      expect(new TrialMemory(saved).on(standardSamples).get(pattern)).toBeUndefined();
    }
  });
});
