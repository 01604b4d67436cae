import { type SampleSet, standardSamples } from '../samples';
import { evaluatePattern, type PatternCoverage } from './evaluate';
import { combine, type PolicyCoverage } from './kinds';

export * from './evaluate';
export * from './findings';
export { combine, type KindCoverage, kindsOf, type PolicyCoverage } from './kinds';
export * from './table';

export interface CoverageEngine {
  pattern(pattern: string, flags?: string): PatternCoverage;
  policy(patterns: readonly string[]): PolicyCoverage;
}

const CAPACITY = 500;

/** Tries patterns on a sample set and remembers the results; make a new one when the project's samples change. */
export function createCoverage(samples: SampleSet = standardSamples): CoverageEngine {
  const known = new Map<string, PatternCoverage>();
  const pattern = (text: string, flags = ''): PatternCoverage => {
    const key = `${flags}/${text}`;
    let coverage = known.get(key);
    if (coverage) known.delete(key);
    else coverage = evaluatePattern(text, samples, flags);
    known.set(key, coverage);
    if (known.size > CAPACITY) known.delete(known.keys().next().value!);
    return coverage;
  };
  return { pattern, policy: (patterns) => combine(patterns.map((text) => pattern(text))) };
}
