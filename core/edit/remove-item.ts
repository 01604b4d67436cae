import type { OffsetEdit } from '../findings/finding';
import type { JsonNode } from '../json/nodes';

/**
 * Takes an item (never the first) out of an array, with the comma before it and, where it stands on a line of
 * its own, that line's break. Comments stay. Removals of neighbouring items do not overlap.
 */
export function removeLaterItem(text: string, previous: JsonNode, item: JsonNode): OffsetEdit[] {
  const edits: OffsetEdit[] = [];
  const between = scan(text, previous.end, item.start);
  if (between.comma !== undefined) edits.push({ start: between.comma, end: between.comma + 1, newText: '' });
  let start = item.start;
  const floor = (between.comma ?? previous.end - 1) + 1;
  while (start > floor && isBlank(text.charCodeAt(start - 1))) start--;
  // A line break that ends a line comment must stay.
  if (between.commentEnd !== undefined && start <= between.commentEnd) start = item.start;
  edits.push({ start, end: item.end, newText: '' });
  return edits;
}

/** Takes any item out of an array: as removeLaterItem does, or the first one with the comma behind it. */
export function removeItem(text: string, items: readonly JsonNode[], index: number): OffsetEdit[] {
  const item = items[index];
  if (item === undefined) return [];
  const previous = items[index - 1];
  if (previous !== undefined) return removeLaterItem(text, previous, item);
  const next = items[1];
  const comma = next === undefined ? undefined : scan(text, item.end, next.start).comma;
  if (comma === undefined) return [{ start: item.start, end: item.end, newText: '' }];
  let end = comma + 1;
  while (text[end] === ' ') end++;
  return [
    { start: item.start, end: item.end, newText: '' },
    { start: comma, end, newText: '' },
  ];
}

function scan(text: string, from: number, to: number): { comma?: number; commentEnd?: number } {
  const found: { comma?: number; commentEnd?: number } = {};
  for (let i = from; i < to; i++) {
    if (text.startsWith('//', i)) {
      while (i < to && text[i] !== '\n' && text[i] !== '\r') i++;
      found.commentEnd = i;
    } else if (text.startsWith('/*', i)) {
      const end = text.indexOf('*/', i + 2);
      i = end < 0 ? to : end + 1;
    } else if (text[i] === ',') found.comma ??= i;
  }
  return found;
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9 || c === 10 || c === 13;
}
