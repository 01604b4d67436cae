import { notEvaluated, type PatternCoverage, type SampleTrials, tryPattern } from '../coverage';
import { delimiterFindings } from '../coverage/findings';
import { foreignSyntax } from '../dialect';
import { broadPart, delimiterTolerant, emptyPart, withoutEmpty } from '../fixes';
import { findHidesNothing } from '../hides-nothing';
import type { PatternAnalysis, Remedies } from '../mask-types';
import { regexFault } from '../regex-fault';
import type { SampleSet } from '../samples';
import type { Work } from '../work';

/** What can be told of a pattern but for its cost. */
export function* analysePattern(
  pattern: string,
  samples: SampleSet,
  isLinear: (pattern: string) => boolean,
  trials?: SampleTrials,
): Work<PatternAnalysis> {
  const fault = regexFault(pattern);
  if (fault !== undefined)
    return {
      pattern,
      fault,
      foreign: undefined,
      coverage: notEvaluated(pattern, samples, 'invalid'),
      remedies: {},
      hidesNothing: undefined,
    };
  const foreign = foreignSyntax(pattern);
  yield;
  const coverage = yield* tryPattern(pattern, samples, trials);
  const remedies = yield* findRemedies(coverage, (other) => tryPattern(other, samples), isLinear);
  const hidesNothing = yield* findHidesNothing(coverage);
  return { pattern, fault, foreign, coverage, remedies, hidesNothing };
}

function* findRemedies(
  coverage: PatternCoverage,
  tryOut: (pattern: string) => Work<PatternCoverage>,
  isLinear: (pattern: string) => boolean,
): Work<Remedies> {
  const { pattern, matchesEmpty, tooBroad } = coverage;
  if (matchesEmpty)
    return {
      emptyPart: yield* emptyPart(pattern),
      nonEmpty: yield* withoutEmpty(coverage, tryOut),
    };
  const shown = shownBroad(tooBroad);
  return {
    broadPart: shown === undefined ? undefined : yield* broadPart(pattern, shown.sample.text),
    delimiterTolerant:
      delimiterFindings([coverage]).length === 0
        ? undefined
        : yield* delimiterTolerant(coverage, tryOut, isLinear),
  };
}

/** The ordinary text that is shown to people: one of the project's own where there is one. */
export function shownBroad<T extends { readonly sample: { readonly own?: boolean } }>(
  tooBroad: readonly T[],
): T | undefined {
  return tooBroad.find(({ sample }) => sample.own) ?? tooBroad[0];
}
