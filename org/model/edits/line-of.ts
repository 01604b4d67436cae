import { nodeAt } from '../../../core/json/nodes';
import { parseJson } from '../../../core/json/parse';

/**
 * The zero-based line of the member a field name of the org stands for: `retentionDays`, `targets.0.type`,
 * `/targets/0`. A part that the file does not have leads to the innermost one it has; undefined where it has
 * none of it.
 */
export function lineOfField(text: string, field: string): number | undefined {
  const json = parseJson(text);
  const path = field
    .replaceAll(/\[(\d+)\]/g, '.$1')
    .split(/[./]/)
    .filter((s) => s !== '')
    .map((s) => (/^\d+$/.test(s) ? Number(s) : s));
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(json.root, path.slice(0, length));
    if (node === undefined) continue;
    let line = 0;
    while (line + 1 < json.lineStarts.length && json.lineStarts[line + 1]! <= node.start) line++;
    return line;
  }
  return undefined;
}
