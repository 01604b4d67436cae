import { judge, type Range } from './coverage/judge';
import { UnsupportedRegex } from './regex/errors';
import { linearMatcher } from './regex/linear';

/** How much of a text some mask patterns hide together. */
export type Coverage = 'whole' | 'part' | 'none';

/** Runs mask patterns, in linear time. */
export interface MaskTester {
  /** Undefined where the patterns cannot be run (not a regex, or not in linear time). */
  covers(patterns: readonly string[], text: string): Coverage | undefined;
}

/** Steps for one pattern on one text: ten milliseconds or so. */
const STEPS = 400_000;

/** Runs mask patterns for policy tests, each within a limit of steps whatever it is. */
export function maskTester(): MaskTester {
  return {
    covers(patterns, text) {
      const masked: Range[] = [];
      for (const pattern of patterns) {
        const found = matchesOf(pattern, text);
        if (found === undefined) return undefined;
        masked.push(...found);
      }
      const { state } = judge({ kind: 'own', label: '', form: 'other', text, core: true }, masked);
      return state === 'masked' ? 'whole' : state === 'partly' ? 'part' : 'none';
    },
  };
}

function matchesOf(pattern: string, text: string): readonly Range[] | undefined {
  try {
    const { matches, complete } = linearMatcher(pattern, '', text.length, STEPS).findAll(text);
    return complete ? matches : undefined;
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return undefined;
    throw error;
  }
}
