import type { Node, PartKind } from '../regex/ast';
import { UnsupportedRegex } from '../regex/errors';
import { parseRegex } from '../regex/parse';
import { describePart } from './describe';

export type { PartKind } from '../regex/ast';
export { describePart } from './describe';

/** A part of a pattern; offsets are UTF-16 units inside the pattern, [start, end). */
export interface RegexPart {
  readonly kind: PartKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Parts for colouring: sorted, disjoint; neighbouring literals are one. Empty where the pattern cannot be
 * read.
 */
export function regexParts(pattern: string, flags = ''): RegexPart[] {
  const parts: RegexPart[] = [];
  try {
    parseRegex(pattern, flags, { onPart: (kind, start, end) => parts.push({ kind, start, end }) });
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return [];
    throw error;
  }
  // An escape at an end of a class range is told before the range around it: the range wins.
  parts.sort((a, b) => a.start - b.start || b.end - a.end);
  const out: RegexPart[] = [];
  for (const part of parts) {
    const last = out[out.length - 1];
    if (last && part.start < last.end) continue;
    if (last?.kind === 'literal' && part.kind === 'literal' && last.end === part.start) {
      out[out.length - 1] = { ...last, end: part.end };
    } else out.push(part);
  }
  return out;
}

export interface PartHover {
  readonly start: number;
  readonly end: number;
  /** What it does, in a sentence. */
  readonly text: string;
}

/**
 * What the innermost construct at an offset does; undefined outside the pattern or where it cannot be read.
 */
export function hoverPart(pattern: string, offset: number, flags = ''): PartHover | undefined {
  try {
    const { root } = parseRegex(pattern, flags);
    const node = innermost(root, offset);
    return node && { start: node.start, end: node.end, text: describePart(node, pattern) };
  } catch (error) {
    if (error instanceof UnsupportedRegex || error instanceof RangeError) return undefined;
    throw error;
  }
}

function innermost(node: Node, offset: number): Node | undefined {
  if (offset < node.start || offset >= node.end) return undefined;
  switch (node.type) {
    case 'sequence':
    case 'alternation': {
      const children = node.type === 'sequence' ? node.items : node.alternatives;
      for (const child of children) {
        const found = innermost(child, offset);
        if (found) return found;
      }
      return node.type === 'alternation' ? node : undefined;
    }
    case 'repeat':
      return offset >= node.quantifier ? node : innermost(node.body, offset);
    case 'group':
    case 'look':
      return innermost(node.body, offset) ?? node;
    default:
      return node;
  }
}
