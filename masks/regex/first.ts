import { has } from './charset';
import { Op, type Program, type SetTable } from './program';

/** What the matches of a program begin with. */
export interface FirstUnits {
  /** One entry per unit below 128: 1 where a match may begin with it. */
  readonly ascii: Uint8Array;
  readonly tables: readonly SetTable[];
}

/** With more sets than this, most characters begin some match. */
const MOST_SETS = 50;

/** Undefined where a match may be empty, or begin with what a group captured. */
export function firstUnitsOf({ op, a, b, sets, regex }: Program): FirstUnits | undefined {
  // A start is then a code point.
  if (regex.flags.unicode) return undefined;
  const tables = new Set<SetTable>();
  const seen = new Set<number>();
  const pending = [0];
  for (let pc = pending.pop(); pc !== undefined; pc = pending.pop()) {
    if (seen.has(pc)) continue;
    seen.add(pc);
    switch (op[pc]) {
      case Op.Set:
        tables.add(sets[a[pc]!]!);
        if (tables.size > MOST_SETS) return undefined;
        break;
      case Op.Split:
        pending.push(a[pc]!, b[pc]!);
        break;
      case Op.Jump:
        pending.push(a[pc]!);
        break;
      case Op.Look:
        pending.push(b[pc]!);
        break;
      case Op.Match:
      case Op.Back:
        return undefined;
      default:
        pending.push(pc + 1);
    }
  }
  const ascii = new Uint8Array(128);
  for (const table of tables) for (let unit = 0; unit < 128; unit++) ascii[unit]! |= table.ascii[unit]!;
  return { ascii, tables: [...tables] };
}

/** The first place from here on where a match may begin; past the end where there is none. */
export function nextStart(text: string, from: number, { ascii, tables }: FirstUnits): number {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128 ? ascii[unit] === 1 : tables.some(({ set }) => has(set, unit))) return at;
  }
  return text.length + 1;
}
