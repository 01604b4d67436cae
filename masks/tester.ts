import { type CoveredRange, judgeLine } from './coverage/judge';
import { UnsupportedRegex } from './regex/errors';
import { linearMatcher } from './regex/linear';
import { linesAround } from './samples';

/** How much of a text some mask patterns hide together, wherever it stands in a line. */
export type TextCoverage =
  /** `whole`: in every line; `part`: in every line something, in none all; `none`: nothing in any line. */
  | { readonly state: 'whole' | 'part' | 'none' }
  /** In some lines only; `readable` is one in which it stays readable. */
  | { readonly state: 'some-lines'; readonly readable: string };

/** Runs mask patterns, in linear time. */
export interface MaskTester {
  /** Undefined where the patterns cannot be run (not a regex, or not in linear time). */
  covers(patterns: readonly string[], text: string): TextCoverage | undefined;
}

/** Steps for one pattern on the lines of one text: ten milliseconds or so. */
const STEPS = 400_000;

/** Runs mask patterns for policy tests, each within a limit of steps whatever it is. */
export function maskTester(): MaskTester {
  return {
    covers(patterns, text) {
      const lines = linesAround(text);
      const masked: CoveredRange[][] = lines.map(() => []);
      for (const pattern of patterns) {
        const found = matchesOf(
          pattern,
          lines.map((line) => line.text),
        );
        if (found === undefined) return undefined;
        for (const [i, ranges] of found.entries()) masked[i]!.push(...ranges);
      }
      const sample = { kind: 'own', label: '', form: 'other', text, core: true } as const;
      const results = lines.map((line, i) => judgeLine(line, [sample], masked[i]));
      const worst = results.reduce((a, b) => (b.share < a.share ? b : a));
      if (worst.share === 1) return { state: 'whole' };
      if (results.every(({ share }) => share === 0)) return { state: 'none' };
      return worst.share > 0 ? { state: 'part' } : { state: 'some-lines', readable: worst.line.text };
    },
  };
}

function matchesOf(pattern: string, texts: readonly string[]): (readonly CoveredRange[])[] | undefined {
  try {
    const longest = Math.max(...texts.map((text) => text.length));
    const matcher = linearMatcher(pattern, '', longest, STEPS);
    const runs = texts.map((text) => matcher.findAll(text));
    return runs.every(({ complete }) => complete) ? runs.map(({ matches }) => matches) : undefined;
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return undefined;
    throw error;
  }
}
