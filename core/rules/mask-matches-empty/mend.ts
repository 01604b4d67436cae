import { linearMatcher, safeTest } from '../../masks/regex/linear';
import { parseRegex } from '../../masks/regex/parse';
import { standardSamples } from '../../masks/samples';

const STEPS = 200_000;

/** The alternative of the pattern that matches the empty string, where it is not the whole; [start, end) in the pattern. */
export function emptyPart(pattern: string): [number, number] | undefined {
  const alternatives = alternativesOf(pattern);
  const empty = alternatives?.find(([start, end]) => safeTest(pattern.slice(start, end), '') === true);
  if (empty === undefined) return undefined;
  // An alternative without a character is shown by the bar beside it.
  const [start, end] = empty;
  return end > start ? empty : start > 0 ? [start - 1, start] : [start, start + 1];
}

/** The pattern with `+` for its last `*` or without its empty alternatives, proven to hide the same of the samples otherwise. */
export function withoutEmpty(pattern: string): string | undefined {
  for (const candidate of candidates(pattern)) if (isSameButEmpty(pattern, candidate)) return candidate;
  return undefined;
}

function candidates(pattern: string): string[] {
  const found: string[] = [];
  const kept = alternativesOf(pattern)?.map(([start, end]) => pattern.slice(start, end));
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
  } catch {
    // A pattern that cannot be read is not mended.
  }
  return found;
}

function alternativesOf(pattern: string): [number, number][] | undefined {
  try {
    const { root } = parseRegex(pattern);
    return root.type === 'alternation' ? root.alternatives.map(({ start, end }) => [start, end]) : undefined;
  } catch {
    return undefined;
  }
}

function isSameButEmpty(before: string, after: string): boolean {
  const texts = [...standardSamples.sensitive, ...standardSamples.ordinary].map((sample) => sample.text);
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  try {
    const [old, mended] = [before, after].map((pattern) => linearMatcher(pattern, '', longest, STEPS));
    if (mended!.test('') !== false) return false;
    return texts.every((text) => {
      const [had, has] = [old!.findAll(text), mended!.findAll(text)];
      const full = had.matches.filter(([start, end]) => end > start);
      return had.complete && has.complete && JSON.stringify(full) === JSON.stringify(has.matches);
    });
  } catch {
    return false;
  }
}
