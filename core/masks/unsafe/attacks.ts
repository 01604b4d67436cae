import type { Ambiguity } from './ambiguity';
import { hasAtom } from './atoms';
import type { Automaton } from './automaton';
import type { AttackParts } from './replay';

export interface Candidate {
  readonly attack: AttackParts;
  readonly ambiguity: Ambiguity;
}

function spell(automaton: Automaton, atoms: readonly number[]): string {
  return String.fromCodePoint(...atoms.map((atom) => automaton.atoms.sample[atom]!));
}

/** The states that some start has reached after the atoms. */
function follow(automaton: Automaton, atoms: readonly number[]): Set<number> {
  let now = new Set([0]);
  for (const atom of atoms) {
    const next = new Set<number>();
    for (const from of now) {
      for (const { to } of automaton.states[from]!.edges) {
        if (hasAtom(automaton.states[to]!.mask, atom)) next.add(to);
      }
    }
    now = next;
  }
  return now;
}

/** Characters that end an attack: first those after which least of the pattern is still alive, so that every path fails. */
function suffixes(automaton: Automaton, reached: ReadonlySet<number>): string[] {
  const alive = automaton.atoms.sample.map((unit, atom) => {
    let count = 0;
    for (const from of reached) {
      for (const { to } of automaton.states[from]!.edges) {
        const target = automaton.states[to]!;
        if (automaton.search.includes(to) || !hasAtom(target.mask, atom)) continue;
        count += target.sure ? 1000 : 1;
      }
    }
    return { text: String.fromCodePoint(unit), count };
  });
  alive.sort((x, y) => x.count - y.count);
  return alive.slice(0, 3).map((entry) => entry.text);
}

/** Attack strings worth trying, the likeliest first. */
export function candidates(automaton: Automaton, ambiguities: readonly Ambiguity[]): Candidate[] {
  const out: Candidate[] = [];
  const known = new Set<string>();
  const rounds: Candidate[][] = [[], [], [], []];
  const add = (ambiguity: Ambiguity, word: readonly number[], firstRound: number): void => {
    const prefix = spell(automaton, ambiguity.prefix);
    const pump = spell(automaton, word);
    if (pump === '') return;
    const [first = '!', ...others] = suffixes(
      automaton,
      follow(automaton, [...ambiguity.prefix, ...word, ...word]),
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
