import type { Diagnostics } from 'recheck';
import type { AttackParts } from '../redos/replay';

export type RecheckAnswer =
  | { readonly kind: 'safe'; readonly proven: boolean }
  | {
      readonly kind: 'vulnerable';
      /** Found by the automaton checker, which has not been seen to err. */
      readonly proven: boolean;
      readonly exponential: boolean;
      readonly degree: number;
      readonly attack: AttackParts;
      readonly hotspot: readonly [number, number] | undefined;
    }
  | { readonly kind: 'none'; readonly timedOut: boolean };

/** recheck's own limit is soft: the owner of the worker kills it where it is overrun. */
export async function runRecheck(pattern: string, flags: string, timeout: number): Promise<RecheckAnswer> {
  const { checkSync } = await import('recheck/lib/browser.js');
  try {
    return readAnswer(checkSync(pattern, flags, { timeout }));
  } catch {
    return { kind: 'none', timedOut: false };
  }
}

function readAnswer(answer: Diagnostics): RecheckAnswer {
  if (answer.status === 'unknown') return { kind: 'none', timedOut: answer.error.kind === 'timeout' };
  const proven = answer.checker === 'automaton';
  if (answer.status === 'safe') return { kind: 'safe', proven };
  const heat = answer.hotspot.filter((spot) => spot.temperature === 'heat');
  const spots = heat.length > 0 ? heat : answer.hotspot;
  return {
    kind: 'vulnerable',
    proven,
    exponential: answer.complexity.type === 'exponential',
    degree: answer.complexity.type === 'polynomial' ? answer.complexity.degree : 0,
    attack: singlePump(answer),
    hotspot:
      spots.length > 0
        ? [Math.min(...spots.map((spot) => spot.start)), Math.max(...spots.map((spot) => spot.end))]
        : undefined,
  };
}

/**
 * recheck may pump several places at once; the first repeats, the others stand as often as recheck has them.
 */
function singlePump({ attack }: Extract<Diagnostics, { status: 'vulnerable' }>): AttackParts {
  const [first, ...others] = attack.pumps;
  if (!first) return { prefix: '', pump: attack.string, suffix: '' };
  const rest = others.map(({ prefix, pump, bias }) => prefix + pump.repeat(Math.min(64, attack.base + bias)));
  return { prefix: first.prefix, pump: first.pump, suffix: rest.join('') + attack.suffix };
}
