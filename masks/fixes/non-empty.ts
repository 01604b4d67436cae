import type { PatternCoverage } from '../coverage';
import { UnsupportedRegex } from '../regex/errors';
import { parseRegex } from '../regex/parse';
import type { Work } from '../work';
import { alternativesOf } from './alternatives';

/**
 * The pattern with `+` for its last `*` or without its empty alternatives, proven to hide the same of the
 * samples otherwise.
 * @param before What the pattern hides.
 * @param tryOut Tries another pattern on the same samples.
 */
export function* withoutEmpty(
  before: PatternCoverage,
  tryOut: (pattern: string) => Work<PatternCoverage>,
): Work<string | undefined> {
  for (const candidate of candidates(before.pattern)) {
    const after = yield* tryOut(candidate);
    if (isSameButEmpty(before, after)) return candidate;
  }
  return undefined;
}

function candidates(pattern: string): string[] {
  const found: string[] = [];
  const kept = alternativesOf(pattern)?.map((part) => pattern.slice(...part));
  if (kept?.includes('')) found.push(kept.filter((text) => text !== '').join('|'));
  try {
    const { root } = parseRegex(pattern);
    if (root.type === 'repeat' && root.min === 0) {
      const head = pattern.slice(0, root.quantifier);
      const tail = root.greedy ? '' : '?';
      if (root.max === Number.POSITIVE_INFINITY) found.push(`${head}+${tail}`);
      else if (root.max === 1) found.push(head);
      else found.push(`${head}{1,${root.max}}${tail}`);
    }
  } catch (error) {
    // A pattern that cannot be read is not mended.
    if (!(error instanceof UnsupportedRegex) && !(error instanceof RangeError)) throw error;
  }
  return found;
}

function isSameButEmpty(before: PatternCoverage, after: PatternCoverage): boolean {
  return (
    after.evaluated !== 'not-evaluated' &&
    !after.matchesEmpty &&
    hidden(before).join() === hidden(after).join() &&
    JSON.stringify(before.tooBroad) === JSON.stringify(after.tooBroad)
  );
}

function hidden({ found, samples }: PatternCoverage): string[] {
  return samples.lines.map((_, i) => JSON.stringify(found.get(i) ?? []));
}
