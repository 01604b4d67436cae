import type { JsonNode } from './nodes';

/**
 * The source offset of a character of a decoded JSON string: escapes take more characters in the file than in
 * the value. Offsets are UTF-16 code units; the value's length gives the offset of the closing quote.
 */
export function sourceOffset(text: string, node: JsonNode, decoded: number): number {
  let i = node.start + 1;
  if (!text.slice(i, node.end).includes('\\')) return Math.min(i + Math.max(decoded, 0), node.end);
  for (let d = 0; d < decoded && i < node.end; ) {
    if (text.charCodeAt(i) !== 92) {
      i++;
      d++;
    } else if (text[i + 1] === 'u' && /^[0-9a-fA-F]{4}$/.test(text.slice(i + 2, i + 6))) {
      i += 6;
      d++;
    } else {
      i += 2;
      d++;
    }
  }
  return Math.min(i, node.end);
}

/** The source range of a part of a decoded JSON string. */
export function sourceRange(
  text: string,
  node: JsonNode,
  start: number,
  end: number,
): { start: number; end: number } {
  return { start: sourceOffset(text, node, start), end: sourceOffset(text, node, end) };
}
