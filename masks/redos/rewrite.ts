import type { Node, RepeatNode } from '../regex/ast';
import { parseRegex } from '../regex/parse';
import { analyse, DEEP_LIMITS } from './analyse';

const MAX_STEPS = 10;

/**
 * A pattern that matches the same texts and is proven linear; undefined where none is found. Rewrites are
 * identities of regular
 * expressions: (a*)* = a*, (a|a) = a, (a|[b]) = [ab], a*a* = a*. Patterns with backreferences are left alone,
 * as groups change.
 */
export function findRewrite(pattern: string): string | undefined {
  let current = pattern;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = rewriteOnce(current);
    if (next === undefined || next === current) return undefined;
    if (analyse(next, '', DEEP_LIMITS).kind === 'safe') return next;
    current = next;
  }
  return undefined;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function rewriteOnce(pattern: string): string | undefined {
  try {
    const { root, hasBackreference } = parseRegex(pattern);
    const edit = hasBackreference ? undefined : editIn(root, pattern);
    return edit && pattern.slice(0, edit.start) + edit.text + pattern.slice(edit.end);
  } catch {
    // A pattern beyond this parser has no rewrite.
    return undefined;
  }
}

/** The first place where an identity applies, the innermost first. */
function editIn(node: Node, pattern: string): Replacement | undefined {
  // The set takes the place of its group, too.
  if (node.type === 'group' && node.capture === undefined && node.body.type === 'alternation') {
    const edit = joinedSets(node.body.alternatives, node, pattern);
    if (edit !== undefined) return edit;
  }
  for (const child of childrenOf(node)) {
    const edit = editIn(child, pattern);
    if (edit !== undefined) return edit;
  }
  if (node.type === 'group' && node.capture === undefined && node.body.type === 'set')
    return { start: node.start, end: node.end, text: pattern.slice(node.body.start, node.body.end) };
  if (node.type === 'repeat') return nestedRepeat(node, pattern);
  if (node.type === 'alternation') return joinedSets(node.alternatives, node, pattern);
  if (node.type === 'sequence') return repeatedTwice(node.items, pattern);
  return undefined;
}

function childrenOf(node: Node): readonly Node[] {
  if (node.type === 'sequence') return node.items;
  if (node.type === 'alternation') return node.alternatives;
  return 'body' in node ? [node.body] : [];
}

function isUnbounded(node: Node): node is RepeatNode {
  return node.type === 'repeat' && node.max === Number.POSITIVE_INFINITY && node.min <= 1;
}

function withoutGroups(node: Node): Node {
  return node.type === 'group' ? withoutGroups(node.body) : node;
}

/** `(?:a+)*` is `a*`. */
function nestedRepeat(node: RepeatNode, pattern: string): Replacement | undefined {
  const inner = withoutGroups(node.body);
  if (!isUnbounded(node) || !isUnbounded(inner) || !node.greedy || !inner.greedy) return undefined;
  const body = pattern.slice(inner.start, inner.quantifier);
  const sign = node.min === 0 || inner.min === 0 ? '*' : '+';
  return { start: node.start, end: node.end, text: body + sign };
}

/** `(?:a|[bc]|\d)` is `[abc\d]`; `(?:a|a)` is `a`. */
function joinedSets(alternatives: readonly Node[], node: Node, pattern: string): Replacement | undefined {
  const parts = alternatives.map((alternative) => {
    const bare = withoutGroups(alternative);
    return bare.type === 'set' && bare.form !== 'dot'
      ? setText(pattern.slice(bare.start, bare.end))
      : undefined;
  });
  if (!parts.every((part) => part !== undefined)) return undefined;
  return { start: node.start, end: node.end, text: `[${[...new Set(parts)].join('')}]` };
}

/** How a set stands inside brackets; undefined for one that excludes. */
function setText(text: string): string | undefined {
  if (text.startsWith('[')) return /^\[\^|-\]$|^\[-/.test(text) ? undefined : text.slice(1, -1);
  return /^[\]^\\-]$/.test(text) ? `\\${text}` : text;
}

/** `a*a*` is `a*`, `a+a*` is `a+`. */
function repeatedTwice(items: readonly Node[], pattern: string): Replacement | undefined {
  for (const [i, first] of items.entries()) {
    const second = items[i + 1];
    if (second === undefined || !isUnbounded(first) || !isUnbounded(second)) continue;
    const [a, b] = [first, second].map((node) => pattern.slice(node.start, node.quantifier));
    if (a !== b || !first.greedy || !second.greedy) continue;
    const text = first.min + second.min === 2 ? `${a}{2,}` : first.min + second.min === 1 ? `${a}+` : `${a}*`;
    return { start: first.start, end: second.end, text };
  }
  return undefined;
}
