import { safeTest } from '../../masks/regex/linear';
import { parseRegex } from '../../masks/regex/parse';

/** The one alternative of a pattern that finds something in a text; undefined where it is the whole or not to be told. */
export function broadPart(pattern: string, text: string): [number, number] | undefined {
  try {
    const { root } = parseRegex(pattern);
    if (root.type !== 'alternation') return undefined;
    const hits = root.alternatives.filter(
      ({ start, end }) => safeTest(pattern.slice(start, end), text) === true,
    );
    return hits.length === 1 ? [hits[0]!.start, hits[0]!.end] : undefined;
  } catch {
    return undefined;
  }
}
