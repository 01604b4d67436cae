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
  /** Steps that the measurement took. */
  readonly spent: number;
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
const NOTABLE_STEPS = 2000;

function isClearlyPolynomial(samples: readonly Sample[], ratios: readonly number[]): boolean {
  const [previous = 0, latest = 0] = ratios.slice(-2);
  // Ratios up to 10 per doubling: exponential growth is far above, and must not be taken for a power.
  return (
    samples[samples.length - 1]!.steps >= NOTABLE_STEPS &&
    previous > 3 &&
    latest >= previous * 0.95 &&
    latest < 10
  );
}

/**
 * Runs an attack with twice the pumps each time until the steps are used up, and tells how the work grew.
 * @param total Steps in all.
 * @param brief Stop as soon as growth is beyond doubt, though its degree is not.
 */
export function measureGrowth(program: Program, attack: AttackParts, total: number, brief = false): Growth {
  const samples: Sample[] = [];
  const ratios: number[] = [];
  let left = total;
  let blown = false;
  for (let repeat = FIRST; repeat <= MOST; repeat *= 2) {
    const text = attackText(attack, repeat);
    const steps = countSteps(program, text, left);
    if (steps === undefined) {
      blown = true;
      left = 0;
      break;
    }
    const last = samples[samples.length - 1];
    if (last) ratios.push(steps / last.steps);
    samples.push({ length: text.length, steps });
    left -= steps;
    if (brief && isClearlyPolynomial(samples, ratios)) break;
  }
  const spent = total - left;
  const last = samples[samples.length - 1];
  const before = samples[samples.length - 2];
  if (!last || !before) return { kind: blown ? 'exponential' : 'linear', exponent: 0, samples, spent };
  const pumped = (sample: Sample): number => sample.length - attack.prefix.length - attack.suffix.length;
  const exponent = Math.log(last.steps / before.steps) / Math.log(pumped(last) / pumped(before));
  // Polynomial: each doubling multiplies by the same; exponential: by the square of the time before, and soon
  // too much.
  const [previous, latest] = ratios.slice(-2);
  const explodes =
    blown &&
    (samples.length <= 2 ||
      (latest !== undefined && previous !== undefined && latest > 12 && latest > 2 * previous));
  if (explodes) return { kind: 'exponential', exponent, samples, spent };
  const steady = previous === undefined || latest === undefined || latest >= previous * 0.8;
  const grows = exponent >= SUPER_LINEAR && last.steps >= NOTABLE_STEPS && steady;
  return { kind: grows ? 'polynomial' : 'linear', exponent, samples, spent };
}
