import type { Regex } from './ast';
import { UnsupportedRegex } from './errors';
import { type FirstUnits, firstUnitsOf, nextStart } from './first';
import { Machine, StepLimit, statesOf } from './machine';
import { parseRegex } from './parse';
import { compileRegex, type Program } from './program';
import { VisitedStates } from './visited';

/** Loops nested with bodies that can all be empty: the memory of the linear walk doubles with each. */
const MOST_EMPTY_LOOPS = 3;
const MOST_STATES = 8_000_000;

export type RunProblem = 'unsupported' | 'step-limit';

export interface LinearMatcher {
  /**
   * `linear`: the time grows with the text alone. `bounded`: backreferences, so it backtracks, but within a
   * limit of steps.
   */
  readonly mode: 'linear' | 'bounded';
  /** All matches as [start, end), leftmost first, as `String.prototype.matchAll` finds them. */
  findAll(text: string): Run;
  /** As `RegExp.prototype.test`; undefined where the step limit was hit. */
  test(text: string): boolean | undefined;
  /** Steps left of what the matcher was given for all its runs. */
  readonly stepsLeft: number;
}

export type Run = { readonly matches: readonly (readonly [number, number])[]; readonly complete: boolean };

/**
 * A matcher with V8's semantics whose time is bounded whatever the pattern.
 * @param maxText Longest text it will be given.
 * @param steps For all runs together.
 * @param perRun For one run, as the caller may have to do something else between two of them.
 * @throws UnsupportedRegex for features and sizes it does not take.
 */
export function linearMatcher(
  pattern: string,
  flags: string,
  maxText: number,
  steps: number,
  perRun = steps,
): LinearMatcher {
  return matcherOf(parseRegex(pattern, flags), maxText, steps, perRun);
}

/** The same for a pattern that was parsed. */
export function matcherOf(regex: Regex, maxText: number, steps: number, perRun = steps): LinearMatcher {
  const program = compileRegex(regex, { maxText });
  const memoise = !regex.hasBackreference && program.scopeDepth <= MOST_EMPTY_LOOPS;
  const states = statesOf(program, maxText);
  const visited = memoise && states <= MOST_STATES ? new VisitedStates(states) : undefined;
  return new Matcher(program, visited, maxText, steps, perRun);
}

class Matcher implements LinearMatcher {
  readonly mode: 'linear' | 'bounded';
  stepsLeft: number;
  private readonly first: FirstUnits | undefined;

  constructor(
    private readonly program: Program,
    private readonly visited: VisitedStates | undefined,
    private readonly maxText: number,
    steps: number,
    private readonly perRun: number,
  ) {
    this.mode = visited ? 'linear' : 'bounded';
    this.stepsLeft = steps;
    this.first = firstUnitsOf(program);
  }

  findAll(text: string): Run {
    const matches: [number, number][] = [];
    const complete = this.guard(text, (machine) => {
      for (let from = 0; from <= text.length; ) {
        const match = machine.search(from, this.first);
        if (!match) break;
        matches.push(match);
        from = match[1] > match[0] ? match[1] : match[1] + 1;
        machine.forget();
      }
    });
    return { matches, complete };
  }

  test(text: string): boolean | undefined {
    let found = false;
    const complete = this.guard(text, (machine) => {
      found = machine.search(0, this.first) !== undefined;
    });
    return complete ? found : undefined;
  }

  private guard(text: string, run: (machine: Machine) => void): boolean {
    if (text.length > this.maxText) return false;
    if (this.first !== undefined && nextStart(text, 0, this.first) > text.length) return true;
    const steps = Math.min(this.stepsLeft, this.perRun);
    const machine = new Machine(this.program, text, steps, this.visited ?? false);
    try {
      run(machine);
      return true;
    } catch (error) {
      if (error instanceof StepLimit) return false;
      throw error;
    } finally {
      this.visited?.clear();
      this.stepsLeft = Math.max(0, this.stepsLeft - machine.steps);
    }
  }
}

const TEST_STEPS = 400_000;

/**
 * Tests a text against a pattern from a file, on the main thread, in bounded time (some ten milliseconds at
 * most).
 * @returns undefined where it cannot be told: the pattern is invalid, uses a feature that is not handled, or
 *   costs too much.
 */
export function safeTest(pattern: string, text: string, flags = ''): boolean | undefined {
  try {
    return linearMatcher(pattern, flags, text.length, TEST_STEPS).test(text);
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return undefined;
    throw error;
  }
}
