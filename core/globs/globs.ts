import { withoutBraces } from './braces';
import { type Pattern, PatternSet, sizeOf } from './pattern-set';
import { tokensOf } from './tokens';

/** UTF-16 code units of one glob. */
export const MAX_GLOB_LENGTH = 256;
/** What the choices of one glob may stand for, written out. */
export const MAX_ALTERNATIVES = 64;
/** Characters and wildcards of all globs of a list, choices written out. */
export const MAX_LIST_SIZE = 4096;

/** Why a glob is not used. */
export type GlobProblem = 'too-long' | 'too-many-choices' | 'list-too-large' | 'extended';

/** A glob of a list that is not used: it matches nothing and takes nothing out. */
export interface UnusedGlob {
  readonly index: number;
  readonly problem: GlobProblem;
}

/** `@(a|b)`, `!(a)` and their like, which bash reads when it is told to. */
const EXTENDED = /(?:^|[^\\])[@+!?*]\(/;

/** The patterns a glob stands for. `a/**` also stands for `a`. */
export function patternsOf(glob: string): Pattern[] | GlobProblem {
  if (glob.length > MAX_GLOB_LENGTH) return 'too-long';
  if (EXTENDED.test(glob)) return 'extended';
  const texts = withoutBraces(glob.replace(/^(?:\.\/)+/, ''), MAX_ALTERNATIVES);
  if (texts === undefined) return 'too-many-choices';
  return texts.flatMap((text) => {
    const folder = /^(.*[^*/])(?:\/\*\*)+$/s.exec(text)?.[1];
    return (folder === undefined ? [text] : [folder, text]).map((t) => ({ tokens: tokensOf(t) }));
  });
}

/**
 * The globs of one list of a configuration: a path is in it when one of them matches and none that begins
 * with `!` does. Where all begin with `!`, they take files out of all. A glob without wildcards may name a
 * folder, and then stands for everything in it.
 */
export class GlobList {
  readonly unused: readonly UnusedGlob[];
  /** Equal for lists of the same globs. */
  readonly key: string;
  private readonly wanted: PatternSet | undefined;
  private readonly unwanted: PatternSet | undefined;

  constructor(globs: readonly string[]) {
    const wanted: Pattern[] = [];
    const unwanted: Pattern[] = [];
    const unused: UnusedGlob[] = [];
    let size = 0;
    for (const [index, glob] of globs.entries()) {
      const negated = glob.startsWith('!') && !glob.startsWith('!(');
      const found = listPatterns(negated ? glob.slice(1) : glob);
      const more = typeof found === 'string' ? 0 : sizeOf(found);
      if (typeof found === 'string') unused.push({ index, problem: found });
      else if (size + more > MAX_LIST_SIZE) unused.push({ index, problem: 'list-too-large' });
      else {
        size += more;
        (negated ? unwanted : wanted).push(...found);
      }
    }
    const onlyNegated = globs.length > 0 && globs.every((g) => g.startsWith('!'));
    this.unused = unused;
    this.key = JSON.stringify(globs);
    // All files need no look at each.
    const all = onlyNegated || globs.some((g) => g === '**' || g === '**/*');
    this.wanted = all ? undefined : new PatternSet(wanted);
    this.unwanted = unwanted.length === 0 ? undefined : new PatternSet(unwanted);
  }

  /** @param path relative, with forward slashes */
  matches(path: string): boolean {
    return !(this.wanted !== undefined && this.wanted.last(path) < 0) && !this.leavesOut(path);
  }

  private leavesOut(path: string): boolean {
    return this.unwanted !== undefined && this.unwanted.last(path) >= 0;
  }
}

/**
 * Globs as editors have them for what they leave out (`files.exclude`): each stands for itself. What is not
 * usable leaves out nothing.
 */
export class ExcludedGlobs {
  readonly unused: readonly string[];
  private readonly patterns: PatternSet | undefined;

  constructor(globs: readonly string[]) {
    const patterns: Pattern[] = [];
    let size = 0;
    this.unused = globs.filter((glob) => {
      const found = patternsOf(glob);
      if (typeof found === 'string' || size + sizeOf(found) > MAX_LIST_SIZE) return true;
      size += sizeOf(found);
      patterns.push(...found);
      return false;
    });
    this.patterns = patterns.length === 0 ? undefined : new PatternSet(patterns);
  }

  matches(path: string): boolean {
    return this.patterns !== undefined && this.patterns.last(path) >= 0;
  }
}

/** `policies` and `policies/` mean `policies/**`. */
function listPatterns(glob: string): Pattern[] | GlobProblem {
  if (glob.length > MAX_GLOB_LENGTH) return 'too-long';
  const path = glob.replace(/^\.\//, '');
  if (/[*?[\]{}\\]/.test(path) || path.endsWith('.json')) return patternsOf(path);
  let end = path.length;
  while (path[end - 1] === '/') end--;
  const folder = path.slice(0, end);
  return patternsOf(folder === '' || folder === '.' ? '**' : `${folder}/**`);
}
