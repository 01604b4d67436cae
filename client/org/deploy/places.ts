import { nodeAt } from '../../../core/json/nodes';
import type { ParsedJson } from '../../../core/json/parse';

/**
 * The path of a field as an org names it: `targets[0].id`, `retentionDays`, `/priority` or
 * `body.retentionDays`.
 */
export function pathOfField(field: string): (string | number)[] {
  const parts = field
    .split(/[./[\]]+/)
    .filter((p) => p !== '')
    .map((p) => (/^\d+$/.test(p) ? Number(p) : p));
  return parts[0] === 'body' ? parts.slice(1) : parts;
}

/** The value at a path, else its nearest container's first character that is there; offsets in the text. */
export function placeOf(
  json: ParsedJson,
  path: readonly (string | number)[],
): { start: number; end: number } {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(json.root, path.slice(0, length));
    if (node !== undefined && node.kind !== 'missing') return { start: node.start, end: node.end };
  }
  const root = json.root;
  return root === undefined
    ? { start: 0, end: 0 }
    : { start: root.start, end: Math.min(root.start + 1, root.end) };
}
