import { UnsupportedRegex } from '../regex/errors';
import { parseRegex } from '../regex/parse';
import { compileRegex, type Program } from '../regex/program';
import { type Ambiguity, findAmbiguities } from './ambiguity';
import { type Candidate, candidates } from './attacks';
import { type Automaton, buildAutomaton } from './automaton';
import { Budget, BudgetExceeded } from './budget';
import { buildGraph } from './graph';
import { type Growth, measureGrowth } from './replay';
import type { Attack, UndecidedReason, Verdict } from './verdict';

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
  /** True once the time is up. */
  readonly expired?: () => boolean;
}

/** For the main thread, together with a limit of time: a few milliseconds. */
export const FAST_LIMITS: AnalysisLimits = {
  work: 50_000,
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
};

export interface Analysis {
  readonly verdict: Verdict;
  /** Attacks that might work but were not confirmed, for a slower replay. */
  readonly untried: readonly Candidate[];
}

function hotspot(automaton: Automaton, ambiguity: Ambiguity): [number, number] {
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  const nodes = ambiguity.states.flatMap((state) => automaton.states[state]!.node ?? []);
  for (const { node: loop } of automaton.loops) {
    if (!nodes.some((node) => loop.start <= node.start && node.end <= loop.end)) continue;
    const inner = automaton.loops.some(
      ({ node: other }) =>
        other !== loop &&
        other.start >= loop.start &&
        other.end <= loop.end &&
        nodes.some((node) => other.start <= node.start && node.end <= other.end),
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

export function analyse(pattern: string, flags: string, limits: AnalysisLimits): Analysis {
  const undecided = (reason: UndecidedReason): Analysis => ({
    verdict: { kind: 'undecided', reason, source: 'automaton', stage: 'first' },
    untried: [],
  });
  try {
    const regex = parseRegex(pattern, flags, { maxLength: limits.maxLength });
    const budget = new Budget(limits.work, undefined, limits.expired);
    budget.spend(pattern.length);
    const automaton = buildAutomaton(regex, buildGraph(regex, budget), budget);
    if (automaton.states.length > limits.maxStates) return undecided('too-complex');
    const report = findAmbiguities(automaton, budget);
    if (report.proven) return { verdict: { kind: 'safe', source: 'proof', stage: 'final' }, untried: [] };
    const program = compileRegex(regex, { maxSize: limits.maxProgram });
    return confirm(program, automaton, candidates(automaton, report.ambiguities, budget), limits);
  } catch (error) {
    if (error instanceof BudgetExceeded || error instanceof RangeError) return undecided('too-complex');
    if (!(error instanceof UnsupportedRegex)) throw error;
    if (error.reason === 'too-long') return undecided('too-long');
    return undecided(error.reason === 'too-deep' || error.reason === 'too-large' ? 'too-complex' : 'feature');
  }
}

function confirm(
  program: Program,
  automaton: Automaton,
  tries: readonly Candidate[],
  limits: AnalysisLimits,
): Analysis {
  let left = limits.steps;
  let worst: { candidate: Candidate; growth: Growth } | undefined;
  const untried: Candidate[] = [];
  let over = false;
  for (const candidate of tries) {
    over ||=
      left < limits.stepsPerAttack / 4 || worst?.growth.kind === 'exponential' || limits.expired?.() === true;
    if (over) {
      untried.push(candidate);
      continue;
    }
    const steps = Math.min(left, limits.stepsPerAttack);
    let growth: Growth;
    try {
      growth = measureGrowth(program, candidate.attack, steps, limits.firstAttack, limits.expired);
    } catch (error) {
      // The time is up: what was found so far stands.
      if (!(error instanceof BudgetExceeded) || worst === undefined) throw error;
      untried.push(candidate);
      over = true;
      continue;
    }
    left -= growth.spent;
    if (growth.kind === 'linear') {
      untried.push(candidate);
      continue;
    }
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
    const verdict: Verdict = {
      kind: 'undecided',
      reason: 'no-attack-found',
      source: 'automaton',
      stage: 'first',
      ...(first ? { hotspot: hotspot(automaton, first.ambiguity) } : {}),
    };
    return { verdict, untried };
  }
  const { candidate, growth } = worst;
  const shared = {
    attack: attackOf(candidate.attack, growth),
    hotspot: hotspot(automaton, candidate.ambiguity),
    source: 'automaton' as const,
    stage: 'first' as const,
  };
  return {
    verdict:
      growth.kind === 'exponential'
        ? { kind: 'exponential', ...shared }
        : { kind: 'polynomial', degree: Math.max(2, Math.round(growth.exponent)), ...shared },
    untried,
  };
}
