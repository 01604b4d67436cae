import { Machine } from '../../../masks/regex/machine';
import { parseRegex } from '../../../masks/regex/parse';
import { compileRegex, type Program } from '../../../masks/regex/program';

/** Steps for one name: linear in it, so this is met by patterns of an absurd size only. */
const MAX_STEPS = 100_000;
/** Longer names are no names. */
const MAX_NAME = 500;

let last: { readonly source: string; readonly program: Program | undefined } | undefined;

/**
 * Whether a name matches a project's own pattern, in linear time. Undefined where that cannot be told: the
 * pattern does not compile, refers back, or is too large.
 */
export function matchesOwn(source: string, name: string): boolean | undefined {
  if (name.length > MAX_NAME) return undefined;
  if (last?.source !== source) last = { source, program: compile(source) };
  if (last.program === undefined) return undefined;
  try {
    return new Machine(last.program, name, MAX_STEPS, true).search(0) !== undefined;
  } catch {
    return undefined;
  }
}

function compile(source: string): Program | undefined {
  try {
    const regex = parseRegex(source, '');
    return regex.hasBackreference ? undefined : compileRegex(regex);
  } catch {
    return undefined;
  }
}
