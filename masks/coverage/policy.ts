import { BoundedMap } from '../bounded-map';
import { compiles } from '../regex-fault';
import { type SampleSet, type SensitiveSample, withOwnSamples } from '../samples';
import type { OwnSamples } from '../samples/types';
import { evaluatePattern, notEvaluated, type PatternCoverage } from './evaluate';
import { combine, type KindCoverage, type PolicyCoverage } from './kinds';

const MAX_PATTERNS = 2000;
const MAX_CHARACTERS = 1_000_000;

/** By sample set, what each pattern hides: many policies of a project have the same patterns. */
const known = new WeakMap<SampleSet, BoundedMap<PatternCoverage>>();
const sampleSets = new WeakMap<OwnSamples, SampleSet>();

/**
 * What a policy's list of patterns hides, by kind of data: the one judgement that rules, hover, tests,
 * explain and report share. Answers at once, whatever it takes (some milliseconds for a pattern that is new).
 * Items that are no text are left out; patterns that do not compile or cannot be tried are named in
 * `notEvaluated`, and what they hide is not counted.
 * @param own `maskSamples` of the project's configuration
 */
export function maskCoverage(patterns: readonly unknown[], own?: OwnSamples): PolicyCoverage {
  const samples = samplesOf(own);
  const texts = patterns.filter((pattern) => typeof pattern === 'string');
  return combine(
    texts.map((pattern) => coverageOf(pattern, samples)),
    samples,
  );
}

export function samplesOf(own: OwnSamples | undefined): SampleSet {
  if (own === undefined) return withOwnSamples();
  let samples = sampleSets.get(own);
  if (samples === undefined) {
    samples = withOwnSamples(own);
    sampleSets.set(own, samples);
  }
  return samples;
}

function coverageOf(pattern: string, samples: SampleSet): PatternCoverage {
  let coverages = known.get(samples);
  if (coverages === undefined) {
    coverages = new BoundedMap(MAX_PATTERNS, MAX_CHARACTERS);
    known.set(samples, coverages);
  }
  let coverage = coverages.get(pattern);
  if (coverage === undefined) {
    coverage = compiles(pattern)
      ? evaluatePattern(pattern, samples)
      : notEvaluated(pattern, samples, 'invalid');
    coverages.set(pattern, coverage);
  }
  return coverage;
}

/**
 * Names for people of the forms in which a kind is hidden, and of those that stay readable: `Visa, spaced`.
 */
export function formsOf(kind: KindCoverage): { readonly hidden: string[]; readonly readable: string[] } {
  const names = (samples: readonly { readonly sample: SensitiveSample }[]) => [
    ...new Set(samples.map(({ sample }) => formName(sample))),
  ];
  const readable = names(kind.gaps);
  return { hidden: names(kind.hidden).filter((name) => !readable.includes(name)), readable };
}

function formName({ label, form }: SensitiveSample): string {
  return form === 'other' ? label : `${label}, ${form}`;
}
