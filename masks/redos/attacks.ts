import type { Ambiguity } from './ambiguity-types';
import { hasAtom } from './atoms';
import type { Automaton } from './automaton';
import type { Budget } from './budget';
import type { AttackParts } from './replay';
import { Words } from './words';

export interface Candidate {
  readonly attack: AttackParts;
  readonly ambiguity: Ambiguity;
}

function spell(automaton: Automaton, atoms: readonly number[]): string {
  return String.fromCodePoint(...atoms.map((atom) => automaton.atoms.sample[atom]!));
}

/** The states that some start has reached after the atoms. */
function follow(automaton: Automaton, atoms: readonly number[], budget: Budget): Set<number> {
  let now = new Set([0]);
  for (const atom of atoms) {
    const next = new Set<number>();
    for (const from of now) {
      budget.spend(automaton.states[from]!.edges.length);
      for (const { to } of automaton.states[from]!.edges) {
        if (hasAtom(automaton.states[to]!.mask, atom)) next.add(to);
      }
    }
    now = next;
  }
  return now;
}

/**
 * Characters that end an attack: first those after which least of the pattern is still alive, so that every
 * path fails.
 */
function suffixes(
  automaton: Automaton,
  reached: ReadonlySet<number>,
  words: Words,
  budget: Budget,
): string[] {
  const alive = automaton.atoms.sample.map((unit) => ({ text: String.fromCodePoint(unit), count: 0 }));
  for (const from of reached) {
    for (const { to } of automaton.states[from]!.edges) {
      if (automaton.search.includes(to)) continue;
      const atoms = words.atomsOf(to);
      budget.spend(1 + (atoms.length >> 2));
      for (const atom of atoms) alive[atom]!.count += automaton.states[to]!.sure ? 1000 : 1;
    }
  }
  budget.spend(alive.length);
  alive.sort((x, y) => x.count - y.count);
  return alive.slice(0, 3).map((entry) => entry.text);
}

/** Attack strings worth trying, the likeliest first. */
export function candidates(
  automaton: Automaton,
  ambiguities: readonly Ambiguity[],
  budget: Budget,
): Candidate[] {
  const words = new Words(automaton, budget);
  const out: Candidate[] = [];
  const known = new Set<string>();
  const rounds: Candidate[][] = [[], [], [], []];
  const add = (ambiguity: Ambiguity, word: readonly number[], firstRound: number): void => {
    const prefix = spell(automaton, ambiguity.prefix);
    const pump = spell(automaton, word);
    if (pump === '') return;
    const [first = '!', ...others] = suffixes(
      automaton,
      follow(automaton, [...ambiguity.prefix, ...word, ...word], budget),
      words,
      budget,
    );
    [first, '', ...others].forEach((suffix, i) => {
      const key = JSON.stringify([prefix, pump, suffix]);
      if (known.has(key)) return;
      known.add(key);
      rounds[Math.min(firstRound + i, rounds.length - 1)]!.push({
        attack: { prefix, pump, suffix },
        ambiguity,
      });
    });
  };
  for (const ambiguity of ambiguities) {
    add(ambiguity, ambiguity.pump, 0);
    if (ambiguity.quiet) add(ambiguity, ambiguity.quiet, 1);
  }
  for (const round of rounds) out.push(...round);
  return out.sort(
    (x, y) => Number(y.ambiguity.kind === 'exponential') - Number(x.ambiguity.kind === 'exponential'),
  );
}
