import { MAX_GLOB_LENGTH, MAX_LIST_SIZE } from './globs';
import { type Pattern, PatternSet, sizeOf } from './pattern-set';
import { tokensOf } from './tokens';

/** Bytes of a `.gitignore` that is read. */
export const MAX_GIT_IGNORE_SIZE = 1024 * 1024;

interface Line {
  readonly pattern: string;
  readonly number: number;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  /** Has a slash within: it speaks of the whole path, not of a name in any folder. */
  readonly anchored: boolean;
}

/**
 * The patterns of one `.gitignore`, as gitignore(5) describes them; the last that matches decides. Most
 * patterns are plain names or endings and are looked up, however many there are; the others are tried at
 * once, and so many as `MAX_LIST_SIZE` allows are used.
 */
export class GitIgnore {
  /**
   * The first line, from 1, that is not used because it is too long or the patterns are too many; undefined
   * where all are.
   */
  readonly unusedLine: number | undefined;
  /** What trying the patterns costs for each character of a path. */
  readonly size: number;
  private readonly lines: readonly Line[];
  private readonly names = new Names();
  private readonly endings = new Map<number, Names>();
  private readonly inNames: LineMatcher;
  private readonly inPaths: LineMatcher;

  /** @param room how large the patterns that are no plain names or endings may be together */
  constructor(text: string, room = MAX_LIST_SIZE) {
    this.lines = linesOf(text);
    const inNames = new LineMatcherBuilder();
    const inPaths = new LineMatcherBuilder();
    let unused: number | undefined;
    let size = 0;
    for (const [index, line] of this.lines.entries()) {
      if (line.pattern.length > MAX_GLOB_LENGTH) {
        unused ??= line.number;
        continue;
      }
      if (this.addPlain(line, index)) continue;
      const pattern: Pattern = { tokens: tokensOf(line.pattern), foldersOnly: line.foldersOnly };
      if (size + sizeOf([pattern]) > room) {
        unused ??= line.number;
        continue;
      }
      size += sizeOf([pattern]);
      (line.anchored ? inPaths : inNames).add(pattern, index);
    }
    this.inNames = inNames.build();
    this.inPaths = inPaths.build();
    this.unusedLine = unused;
    this.size = size;
  }

  /**
   * What is said of a path relative to the folder of the file; undefined where nothing is. Folders above it
   * are another question.
   * @returns true: ignored; false: kept in
   */
  ignores(path: string, isFolder: boolean): boolean | undefined {
    if (this.lines.length === 0) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    let last = Math.max(
      this.names.last(name, isFolder),
      this.inNames.last(name, isFolder),
      this.inPaths.last(path, isFolder),
    );
    for (const [length, names] of this.endings)
      if (length <= name.length)
        last = Math.max(last, names.last(name.slice(name.length - length), isFolder));
    return last < 0 ? undefined : !this.lines[last]!.negated;
  }

  /** Takes in a plain name (`dist`) or ending (`*.log`). */
  private addPlain({ pattern, anchored, foldersOnly }: Line, index: number): boolean {
    if (anchored || /[*?[\\]/.test(pattern.slice(1))) return false;
    if (!/^[*?[\\]/.test(pattern)) this.names.add(pattern, index, foldersOnly);
    else if (pattern.startsWith('*') && pattern.length > 1) {
      const ending = pattern.slice(1);
      let names = this.endings.get(ending.length);
      if (names === undefined) {
        names = new Names();
        this.endings.set(ending.length, names);
      }
      names.add(ending, index, foldersOnly);
    } else return false;
    return true;
  }
}

/** Names, each with the last line that has it. */
class Names {
  private readonly all = new Map<string, number>();
  private readonly folders = new Map<string, number>();

  add(name: string, line: number, foldersOnly: boolean): void {
    (foldersOnly ? this.folders : this.all).set(name, line);
  }

  last(name: string, isFolder: boolean): number {
    const any = this.all.get(name) ?? -1;
    return isFolder ? Math.max(any, this.folders.get(name) ?? -1) : any;
  }
}

interface LineMatcher {
  /** The last line that matches, -1 where none does. */
  last(text: string, isFolder: boolean): number;
}

class LineMatcherBuilder {
  private readonly patterns: Pattern[] = [];
  private readonly lines: number[] = [];

  add(pattern: Pattern, line: number): void {
    this.patterns.push(pattern);
    this.lines.push(line);
  }

  build(): LineMatcher {
    const { patterns, lines } = this;
    if (patterns.length === 0) return { last: () => -1 };
    const set = new PatternSet(patterns);
    return { last: (text, isFolder) => lines[set.last(text, isFolder)] ?? -1 };
  }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const [n, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    let pattern = withoutTrailingSpaces(raw.endsWith('\r') ? raw.slice(0, -1) : raw);
    if (pattern === '' || pattern.startsWith('#')) continue;
    const negated = pattern.startsWith('!');
    if (negated) pattern = pattern.slice(1);
    const foldersOnly = pattern.endsWith('/');
    if (foldersOnly) pattern = pattern.slice(0, -1);
    const anchored = pattern.includes('/');
    if (pattern.startsWith('/')) pattern = pattern.slice(1);
    if (pattern !== '') lines.push({ pattern, number: n + 1, negated, foldersOnly, anchored });
  }
  return lines;
}

/** Spaces at the end count only where they are quoted. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  return end < line.length && line[end - 1] === '\\' ? line.slice(0, end + 1) : line.slice(0, end);
}
