import { type CharSet, closeOverCase, complement, MAX_CODE_POINT, MAX_UNIT, normalise } from './charset';
import { UnsupportedRegex } from './errors';
import { type Escape, readEscape, type Scanner } from './escape-parser';

interface Atom {
  readonly set?: CharSet;
  readonly unit?: number;
}

function readAtom(s: Scanner): Atom {
  const start = s.at;
  if (s.pattern[s.at] !== '\\') return { unit: s.take() };
  const read: Escape = readEscape(s, true);
  s.emit(read.set ? 'shorthand' : 'escape', start, s.at);
  return read.set ? { set: read.set } : { unit: read.unit as number };
}

/** Reads `[...]`; the scanner stands on the opening bracket. Annex B: `[\d-x]` is a union, not an error. */
export function readClass(s: Scanner): CharSet {
  const open = s.at;
  s.at++;
  const negated = s.pattern[s.at] === '^';
  if (negated) s.at++;
  s.emit('class', open, s.at);
  const pairs: [number, number][] = [];
  const add = (atom: Atom): void => {
    if (atom.set) for (let i = 0; i < atom.set.length; i += 2) pairs.push([atom.set[i]!, atom.set[i + 1]!]);
    else pairs.push([atom.unit!, atom.unit!]);
  };
  for (;;) {
    if (s.at >= s.pattern.length) throw new UnsupportedRegex('invalid', open);
    if (s.pattern[s.at] === ']') break;
    const from = s.at;
    const first = readAtom(s);
    const dash = s.pattern[s.at] === '-' && s.pattern[s.at + 1] !== ']' && s.at + 1 < s.pattern.length;
    if (!dash) {
      if (s.pattern[from] !== '\\') s.emit('literal', from, s.at);
      add(first);
      continue;
    }
    s.at++;
    const second = readAtom(s);
    if (first.unit === undefined || second.unit === undefined) {
      if (s.flags.unicode) throw new UnsupportedRegex('invalid', from);
      add(first);
      add({ unit: 45 });
      add(second);
    } else {
      if (first.unit > second.unit) throw new UnsupportedRegex('invalid', from);
      pairs.push([first.unit, second.unit]);
    }
    s.emit('range', from, s.at);
  }
  s.emit('class', s.at, s.at + 1);
  s.at++;
  let set = normalise(pairs);
  if (s.flags.ignoreCase) set = closeOverCase(set);
  return negated ? complement(set, s.flags.unicode ? MAX_CODE_POINT : MAX_UNIT) : set;
}
