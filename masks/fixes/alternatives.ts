import { UnsupportedRegex } from '../regex/errors';
import { linearMatcher } from '../regex/linear';
import { parseRegex } from '../regex/parse';
import type { Work } from '../work';

export type Part = readonly [start: number, end: number];

/** Alternatives that are looked at one by one. */
const MOST_ALTERNATIVES = 100;
const STEPS = 40_000;

/** The top alternatives of a pattern, [start, end); undefined where it is none, or too many. */
export function alternativesOf(pattern: string): Part[] | undefined {
  try {
    const { root } = parseRegex(pattern);
    if (root.type !== 'alternation' || root.alternatives.length > MOST_ALTERNATIVES) return undefined;
    return root.alternatives.map(({ start, end }) => [start, end] as const);
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The alternatives that find something in a text, one a step. */
export function* alternativesFinding(pattern: string, text: string): Work<Part[]> {
  const found: Part[] = [];
  for (const part of alternativesOf(pattern) ?? []) {
    yield;
    if (finds(pattern.slice(...part), text)) found.push(part);
  }
  return found;
}

function finds(pattern: string, text: string): boolean {
  try {
    return linearMatcher(pattern, '', text.length, STEPS).test(text) === true;
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The one alternative of a pattern that finds something in a text; undefined where it is the whole or not to
 * be told.
 */
export function* broadPart(pattern: string, text: string): Work<Part | undefined> {
  const found = yield* alternativesFinding(pattern, text);
  return found.length === 1 ? found[0] : undefined;
}

/** The alternative of the pattern that matches the empty string, where it is not the whole. */
export function* emptyPart(pattern: string): Work<Part | undefined> {
  const [empty] = yield* alternativesFinding(pattern, '');
  if (empty === undefined) return undefined;
  // An alternative without a character is shown by the bar beside it.
  const [start, end] = empty;
  return end > start ? empty : start > 0 ? [start - 1, start] : [start, start + 1];
}
