import type { Regex } from '../regex/ast';
import { UnsupportedRegex } from '../regex/errors';
import { parseRegex } from '../regex/parse';
import { compileRegex, type Program } from '../regex/program';
import { findAmbiguities } from './ambiguity';
import type { Ambiguity } from './ambiguity-types';
import { type Candidate, candidates } from './attacks';
import { type Automaton, buildAutomaton } from './automaton';
import { Budget, BudgetExceeded } from './budget';
import { buildGraph } from './graph';
import { type Growth, measureGrowth } from './replay';
import type { Attack, RegexVerdict, UndecidedReason } from './verdict';

export interface AnalysisLimits {
  /** Work of the ambiguity analysis. */
  readonly work: number;
  /** Steps of one replay, and of all replays. */
  readonly stepsPerAttack: number;
  /** Stop at the first attack that works, rather than look for the worst. */
  readonly firstAttack?: boolean;
  readonly steps: number;
  /** Longest pattern, in UTF-16 units. */
  readonly maxLength: number;
  /** Most states of the automaton, and instructions of the program that replays attacks. */
  readonly maxStates: number;
  readonly maxProgram: number;
  /** How many times as large repeats may be as usual to be copied in a second attempt at a proof. */
  readonly copies?: number;
}

/** For the main thread: a few milliseconds. */
export const QUICK_LIMITS: AnalysisLimits = {
  work: 20_000,
  stepsPerAttack: 25_000,
  steps: 60_000,
  firstAttack: true,
  maxLength: 1000,
  maxStates: 250,
  maxProgram: 4000,
};
/** For the worker: half a second or so. */
export const DEEP_LIMITS: AnalysisLimits = {
  work: 6_000_000,
  stepsPerAttack: 1_000_000,
  steps: 12_000_000,
  maxLength: 5000,
  maxStates: 3000,
  maxProgram: 20_000,
  copies: 20,
};

function hotspot(automaton: Automaton, ambiguity: Ambiguity): [number, number] {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  const nodes = ambiguity.states.flatMap((state) => automaton.states[state]!.node ?? []);
  // A repeat inside a copied part is a loop in each of the copies.
  const around = [...new Set(automaton.loops.map((loop) => loop.node))].filter((loop) =>
    nodes.some((node) => loop.start <= node.start && node.end <= loop.end),
  );
  for (const loop of around) {
    const inner = around.some(
      (other) => other !== loop && other.start >= loop.start && other.end <= loop.end,
    );
    if (inner && ambiguity.kind === 'polynomial') continue;
    start = Math.min(start, loop.start);
    end = Math.max(end, loop.end);
  }
  if (end === 0)
    for (const node of nodes) [start, end] = [Math.min(start, node.start), Math.max(end, node.end)];
  return [start === Number.POSITIVE_INFINITY ? 0 : start, end];
}

/** Text sizes at which an attack is noticed (a second or so) without hanging an editor for good. */
export function attackOf(parts: Candidate['attack'], growth: Growth): Attack {
  const length = growth.kind === 'exponential' ? 30 : growth.exponent > 2.5 ? 2000 : 30_000;
  const repeat = Math.max(1, Math.ceil(length / parts.pump.length));
  return { ...parts, repeat, growth: growth.samples.slice(-2) };
}

export function analyse(pattern: string, flags: string, limits: AnalysisLimits): RegexVerdict {
  const undecided = (reason: UndecidedReason): RegexVerdict => ({
    kind: 'undecided',
    reason,
    source: 'automaton',
    stage: 'first',
  });
  try {
    const regex = parseRegex(pattern, flags, { maxLength: limits.maxLength });
    const budget = new Budget(limits.work);
    budget.spend(pattern.length);
    const automaton = buildAutomaton(regex, buildGraph(regex, budget), budget);
    if (automaton.states.length > limits.maxStates) return undecided('too-complex');
    const report = findAmbiguities(automaton, budget);
    if (report.proven) return { kind: 'safe', source: 'proof', stage: 'final' };
    const program = compileRegex(regex, { maxSize: limits.maxProgram });
    const verdict = confirm(program, automaton, candidates(automaton, report.ambiguities, budget), limits);
    if (verdict.kind !== 'undecided' || limits.copies === undefined) return verdict;
    return isProvenByCopies(regex, limits, limits.copies)
      ? { kind: 'safe', source: 'proof', stage: 'final' }
      : verdict;
  } catch (error) {
    if (error instanceof BudgetExceeded || error instanceof RangeError) return undecided('too-complex');
    if (!(error instanceof UnsupportedRegex)) throw error;
    if (error.reason === 'too-long') return undecided('too-long');
    return undecided(error.reason === 'too-deep' || error.reason === 'too-large' ? 'too-complex' : 'feature');
  }
}

/**
 * A second attempt at a proof, with counted repeats copied that were loops before: a loop may go round more
 * often than the repeat, and read what it never could.
 */
function isProvenByCopies(regex: Regex, limits: AnalysisLimits, copies: number): boolean {
  try {
    const budget = new Budget(limits.work);
    const automaton = buildAutomaton(regex, buildGraph(regex, budget, copies), budget);
    return automaton.states.length <= limits.maxStates && findAmbiguities(automaton, budget).proven;
  } catch (error) {
    if (error instanceof BudgetExceeded || error instanceof RangeError) return false;
    throw error;
  }
}

/** Tries the attacks until the worst is known, or until the steps are used up. */
function confirm(
  program: Program,
  automaton: Automaton,
  tries: readonly Candidate[],
  limits: AnalysisLimits,
): RegexVerdict {
  let left = limits.steps;
  let worst: { candidate: Candidate; growth: Growth } | undefined;
  for (const candidate of tries) {
    if (left < limits.stepsPerAttack / 4 || worst?.growth.kind === 'exponential') break;
    const steps = Math.min(left, limits.stepsPerAttack);
    const growth = measureGrowth(program, candidate.attack, steps, limits.firstAttack);
    left -= growth.spent;
    if (growth.kind === 'linear') continue;
    const found =
      growth.kind === 'exponential' && candidate.ambiguity.kind !== 'exponential'
        ? { ...growth, kind: 'polynomial' as const }
        : growth;
    if (!worst || found.kind === 'exponential' || found.exponent > worst.growth.exponent + 0.3) {
      worst = { candidate, growth: found };
    }
  }
  if (!worst) {
    const first = tries[0];
    return {
      kind: 'undecided',
      reason: 'no-attack-found',
      source: 'automaton',
      stage: 'first',
      ...(first ? { hotspot: hotspot(automaton, first.ambiguity) } : {}),
    };
  }
  const { candidate, growth } = worst;
  const shared = {
    attack: attackOf(candidate.attack, growth),
    hotspot: hotspot(automaton, candidate.ambiguity),
    source: 'automaton' as const,
    stage: 'first' as const,
  };
  return growth.kind === 'exponential'
    ? { kind: 'exponential', ...shared }
    : { kind: 'polynomial', degree: Math.max(2, Math.round(growth.exponent)), ...shared };
}
