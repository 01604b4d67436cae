import { aimsOf, delimiterFindings, type PatternCoverage } from '../coverage';
import type { Node, RepeatNode, SetNode } from '../regex/ast';
import { DIGIT } from '../regex/charset';
import { UnsupportedRegex } from '../regex/errors';
import { parseRegex } from '../regex/parse';
import type { Work } from '../work';

const DELIMITER = '[ -]?';
/** Lengths of digit runs that stand for a number people write in groups. */
const GROUPS: Readonly<Record<number, readonly number[]>> = {
  9: [3, 2, 4],
  14: [4, 6, 4],
  15: [4, 6, 5],
  16: [4, 4, 4, 4],
};

function isDigits(node: Node): node is SetNode {
  return node.type === 'set' && node.set.length === 2 && node.set[0] === DIGIT[0] && node.set[1] === DIGIT[1];
}

function isDigitRun(node: Node): node is RepeatNode & { body: SetNode } {
  return node.type === 'repeat' && isDigits(node.body) && node.max !== Number.POSITIVE_INFINITY;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A single character that can only be digits: `\d`, `4`, `[3-6]`. */
function isDigitLike(node: Node): boolean {
  return (
    node.type === 'set' &&
    node.set.length > 0 &&
    node.set[0]! >= DIGIT[0]! &&
    node.set[node.set.length - 1]! <= DIGIT[1]!
  );
}

/**
 * `\d{16}` in four groups; `\d{13,16}` with a delimiter allowed after each digit. `before`: single digits
 * that lead the number.
 */
function splitRun(node: RepeatNode & { body: SetNode }, pattern: string, before: number): Edit[] {
  const unit = pattern.slice(node.body.start, node.body.end);
  const sizes = node.min === node.max ? GROUPS[node.min + before] : undefined;
  if (sizes && before < sizes[0]!) {
    const [first, ...others] = sizes;
    const text = [first! - before, ...others].map((size) => `${unit}{${size}}`).join(DELIMITER);
    return [{ start: node.start, end: node.end, text }];
  }
  const { min, max } = node;
  if (min + before < 9 || max + before > 19) return [];
  const count = min === max ? `{${min - 1}}` : `{${min - 1},${max - 1}}`;
  return [{ start: node.start, end: node.end, text: `${unit}(?:${DELIMITER}${unit})${count}` }];
}

function edgeOf(node: Node, side: 'first' | 'last'): Node {
  if (node.type === 'group') return edgeOf(node.body, side);
  if (node.type !== 'sequence') return node;
  const edge = node.items[side === 'first' ? 0 : node.items.length - 1];
  return edge ? edgeOf(edge, side) : node;
}

function isGroupOfDigits(node: Node): boolean {
  return isDigitRun(node) && node.min > 1;
}

function endsInDigits(node: Node | undefined): boolean {
  if (node === undefined) return false;
  const edge = edgeOf(node, 'last');
  return isDigitRun(edge) || isDigitLike(edge);
}

function startsWithDigits(node: Node | undefined): boolean {
  if (node === undefined) return false;
  const edge = edgeOf(node, 'first');
  return isDigitRun(edge) || isDigitLike(edge);
}

const [SPACE, HYPHEN, DOT] = [32, 45, 46];

/**
 * A delimiter that is asked for, or one of the usual two only: the same, with both allowed and none needed.
 */
function optionalDelimiter(node: Node): string | undefined {
  const body = node.type === 'repeat' ? node.body : node;
  if (body.type !== 'set' || body.form === 'dot') return undefined;
  const { set } = body;
  const holds = (unit: number) => set.some((first, i) => i % 2 === 0 && first <= unit && unit <= set[i + 1]!);
  if (!holds(SPACE) && !holds(HYPHEN)) return undefined;
  // Sets of letters and digits that also hold a delimiter are no delimiters.
  if (holds(48) || holds(65) || holds(97)) return undefined;
  const allowsBoth = holds(SPACE) && holds(HYPHEN);
  if (allowsBoth && node.type === 'repeat' && node.min === 0) return undefined;
  return holds(DOT) ? '[ .-]?' : DELIMITER;
}

/** Runs of digits that follow each other directly, as `\d{4}\d{4}`, and single runs that are long enough. */
function edits(node: Node, pattern: string, before = 0): Edit[] {
  if (isDigitRun(node)) return splitRun(node, pattern, before);
  if (node.type === 'sequence') {
    let leading = 0;
    return node.items.flatMap((item, i) => {
      const out = edits(item, pattern, leading);
      leading = isDigitLike(item) ? leading + 1 : 0;
      const previous = node.items[i - 1];
      const next = node.items[i + 1];
      const optional = optionalDelimiter(item);
      if (optional !== undefined && (endsInDigits(previous) || startsWithDigits(next)))
        out.push({ start: item.start, end: item.end, text: optional });
      if (next && isGroupOfDigits(edgeOf(item, 'last')) && isGroupOfDigits(edgeOf(next, 'first'))) {
        out.push({ start: item.end, end: item.end, text: DELIMITER });
      }
      return out;
    });
  }
  if (node.type === 'alternation') return node.alternatives.flatMap((item) => edits(item, pattern));
  if (node.type === 'group') return edits(node.body, pattern);
  if (node.type === 'repeat') return groupRepeat(node, pattern);
  return [];
}

/** `(?:\d{4}){4}` gets its delimiter inside the group. */
function groupRepeat(node: RepeatNode, pattern: string): Edit[] {
  const inner = node.body.type === 'group' ? node.body.body : undefined;
  if (inner && !isDigitRun(inner)) return edits(inner, pattern);
  if (!inner || !isDigitRun(inner) || node.min < 2 || node.min !== node.max) return [];
  const text = pattern.slice(inner.start, inner.end);
  return [{ start: node.start, end: node.end, text: `${text}(?:${DELIMITER}${text}){${node.min - 1}}` }];
}

function apply(pattern: string, changes: readonly Edit[]): string {
  let text = pattern;
  for (const { start, end, text: insert } of [...changes].sort(
    (a, b) => b.start - a.start || b.end - a.end,
  )) {
    text = text.slice(0, start) + insert + text.slice(end);
  }
  return text;
}

/**
 * Proof of a rewrite: all that was masked still is, nothing ordinary is added, and the forms are no longer
 * missed.
 */
function isBetter(before: PatternCoverage, after: PatternCoverage): boolean {
  if (after.evaluated === 'not-evaluated' || after.matchesEmpty) return false;
  const keeps = before.sensitive.every(
    (result, i) => result.state !== 'masked' || after.sensitive[i]!.state === 'masked',
  );
  const kinds = new Set(aimsOf(before));
  const quiet = after.tooBroad.every(({ sample }) =>
    before.tooBroad.some((known) => known.sample.text === sample.text),
  );
  const fixed = delimiterFindings([after]).every(({ kind }) => !kinds.has(kind));
  return keeps && quiet && fixed;
}

/**
 * A pattern that also finds the spaced and hyphened forms of what the given one finds plain; undefined where
 * none could be proven on the samples, and proven linear.
 * @param before What the pattern hides.
 * @param tryOut Tries another pattern on the same samples.
 * @param isLinear Whether a pattern is proven to be.
 */
export function* delimiterTolerant(
  before: PatternCoverage,
  tryOut: (pattern: string) => Work<PatternCoverage>,
  isLinear: (pattern: string) => boolean,
): Work<string | undefined> {
  const rewritten = rewrite(before.pattern);
  if (rewritten === undefined) return undefined;
  const after = yield* tryOut(rewritten);
  if (!isBetter(before, after)) return undefined;
  yield;
  return isLinear(rewritten) ? rewritten : undefined;
}

function rewrite(pattern: string): string | undefined {
  try {
    const changes = edits(parseRegex(pattern).root, pattern);
    return changes.length === 0 ? undefined : apply(pattern, changes);
  } catch (error) {
    // A pattern that cannot be read has no rewrite.
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return undefined;
    throw error;
  }
}
