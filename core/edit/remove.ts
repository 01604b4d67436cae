import type { OffsetEdit } from '../findings/finding';
import type { JsonNode, JsonProperty } from '../json/nodes';

/**
 * Takes one property out of its object, with one comma and, where it stands alone there, its lines. Comments
 * stay. Goes by the property and not by its name, so that one of several with the same name can be removed.
 */
export function removeProperty(text: string, owner: JsonNode, property: JsonProperty): OffsetEdit[] {
  const props = owner.props ?? [];
  // By its place: a property found without the tree is not the tree's own object.
  const index = props.findIndex((p) => p.keyStart === property.keyStart);
  if (index < 0) return [];
  const end = Math.max(property.keyEnd, property.value.end);
  const comma = commaAfter(text, end, owner.end);
  const before = props[index - 1];
  const edits: OffsetEdit[] = [];
  if (comma < 0 && before !== undefined) {
    const previous = commaAfter(text, Math.max(before.keyEnd, before.value.end), property.keyStart);
    if (previous >= 0) edits.push({ start: previous, end: previous + 1, newText: '' });
  }
  const apart = comma >= 0 && text.slice(end, comma).trim() !== '';
  const stop = comma >= 0 && !apart ? comma + 1 : end;
  edits.push({ ...wholeLines(text, property.keyStart, stop), newText: '' });
  if (apart) edits.push({ start: comma, end: comma + 1, newText: '' });
  return edits;
}

/**
 * The offset of the comma after an offset, comments and white space aside; -1 where something else follows.
 */
export function commaAfter(text: string, from: number, limit: number): number {
  for (let i = from; i < limit; i++) {
    const c = text[i]!;
    if (c === ',') return i;
    if (c === '/' && text[i + 1] === '/') {
      while (i + 1 < limit && text[i + 1] !== '\n' && text[i + 1] !== '\r') i++;
    } else if (c === '/' && text[i + 1] === '*') {
      const close = text.indexOf('*/', i + 2);
      if (close < 0) return -1;
      i = close + 1;
    } else if (c.trim() !== '') return -1;
  }
  return -1;
}

/**
 * Widens a range to its whole lines where nothing else stands on them, else over the white space on one side
 * of it.
 */
function wholeLines(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  let to = end;
  while (text[to] === ' ' || text[to] === '\t') to++;
  const startsLine = from === 0 || text[from - 1] === '\n' || text[from - 1] === '\r';
  const endsLine = to >= text.length || text[to] === '\n' || text[to] === '\r';
  if (startsLine && endsLine) {
    if (text[to] === '\r') to++;
    if (text[to] === '\n') to++;
    return { start: from, end: to };
  }
  return startsLine ? { start, end: to } : { start: from, end };
}
