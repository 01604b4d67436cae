export * from './evaluate';
export * from './findings';
export * from './judge';
export { combine, type KindCoverage, kindsOf, type PolicyCoverage } from './kinds';
export { formsOf, maskCoverage } from './policy';
export * from './table';
export { type SampleTrials, TrialMemory } from './trials';
