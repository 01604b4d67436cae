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
  for (const ambiguity of ambiguities) {
    const prefix = spell(automaton, ambiguity.prefix);
    const pump = spell(automaton, ambiguity.pump);
    if (pump === '') continue;
    const reached = follow(automaton, [...ambiguity.prefix, ...ambiguity.pump, ...ambiguity.pump]);
    const [first = '!', ...others] = suffixes(automaton, reached);
    [first, '', ...others].forEach((suffix, round) => {
      const key = JSON.stringify([prefix, pump, suffix]);
      if (known.has(key)) return;
      known.add(key);
      rounds[round]!.push({ attack: { prefix, pump, suffix }, ambiguity });
    });
  }
  for (const round of rounds) out.push(...round);
  return out.sort(
    (x, y) => Number(y.ambiguity.kind === 'exponential') - Number(x.ambiguity.kind === 'exponential'),
  );
}
