import { Machine, StepLimit } from '../regex/machine';
import type { Program } from '../regex/program';

export interface Sample {
  readonly length: number;
  readonly steps: number;
}

export interface Growth {
  readonly kind: 'linear' | 'polynomial' | 'exponential';
  /** Exponent between the two longest texts. */
  readonly exponent: number;
  readonly samples: readonly Sample[];
}

export interface AttackParts {
  readonly prefix: string;
  readonly pump: string;
  readonly suffix: string;
}

export function attackText({ prefix, pump, suffix }: AttackParts, repeat: number): string {
  return prefix + pump.repeat(repeat) + suffix;
}

/** Steps of a backtracking search over a text, or undefined where it takes more than `maxSteps`. */
export function countSteps(program: Program, text: string, maxSteps: number): number | undefined {
  const machine = new Machine(program, text, maxSteps, false);
  try {
    machine.search(0);
    return machine.steps;
  } catch (error) {
    if (error instanceof StepLimit) return undefined;
    throw error;
  }
}

const FIRST = 4;
const MOST = 4096;
const SUPER_LINEAR = 1.5;
/** Steps of quadratic growth that no constant factor of the pattern explains. */
const NOTABLE_STEPS = 4000;

/**
 * Runs an attack with twice the pumps each time until the steps are used up, and tells how the work grew.
 * @param total Steps in all.
 */
export function measureGrowth(program: Program, attack: AttackParts, total: number): Growth {
  const samples: Sample[] = [];
  const ratios: number[] = [];
  let left = total;
  let blown = false;
  for (let repeat = FIRST; repeat <= MOST; repeat *= 2) {
    const text = attackText(attack, repeat);
    const steps = countSteps(program, text, left);
    if (steps === undefined) {
      blown = true;
      break;
    }
    const last = samples[samples.length - 1];
    if (last) ratios.push(steps / last.steps);
    samples.push({ length: text.length, steps });
    left -= steps;
  }
  const last = samples[samples.length - 1];
  const before = samples[samples.length - 2];
  if (!last || !before) return { kind: blown ? 'exponential' : 'linear', exponent: 0, samples };
  const pumped = (sample: Sample): number => sample.length - attack.prefix.length - attack.suffix.length;
  const exponent = Math.log(last.steps / before.steps) / Math.log(pumped(last) / pumped(before));
  // Polynomial: each doubling multiplies by the same; exponential: by the square of the time before, and soon too much.
  const [previous, latest] = ratios.slice(-2);
  const explodes =
    blown &&
    (samples.length <= 2 ||
      (latest !== undefined && previous !== undefined && latest > 12 && latest > 2 * previous));
  if (explodes) return { kind: 'exponential', exponent, samples };
  const steady = previous === undefined || latest === undefined || latest >= previous * 0.8;
  const grows = exponent >= SUPER_LINEAR && last.steps >= NOTABLE_STEPS && steady;
  return { kind: grows ? 'polynomial' : 'linear', exponent, samples };
}
