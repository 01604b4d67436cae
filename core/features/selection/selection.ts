import type { SelectionRange } from 'vscode-languageserver-types';
import type { CoreDocument } from '../../document/document';
import { locate } from '../../json/nodes';

/**
 * For an offset, the ranges that grow around it: inside of a string, token, property, inside of the
 * container, container, document.
 */
export function selectionRangeAt(doc: CoreDocument, offset: number): SelectionRange {
  const spans: [number, number][] = [];
  const comment = doc.json.comments.find((c) => offset >= c.start && offset <= c.end);
  if (comment !== undefined) spans.push([comment.start, comment.end]);
  const at = locate(doc.root, offset);
  if (at !== undefined) {
    if (at.inKey)
      spans.push(
        [at.property!.keyStart + 1, at.property!.keyEnd - 1],
        [at.property!.keyStart, at.property!.keyEnd],
      );
    for (let i = at.ancestors.length - 1; i >= 0; i--) {
      const node = at.ancestors[i]!;
      if (node.kind === 'string') spans.push([node.start + 1, node.end - 1]);
      const child = i === at.ancestors.length - 1 ? undefined : at.ancestors[i + 1];
      const owner =
        child === undefined
          ? at.inKey
            ? at.property
            : undefined
          : node.props?.find((p) => p.value === child);
      if (owner !== undefined) spans.push([owner.keyStart, Math.max(owner.keyEnd, owner.value.end)]);
      if (node.props !== undefined || node.items !== undefined) spans.push([node.start + 1, node.end - 1]);
      spans.push([node.start, node.end]);
    }
  }
  spans.push([0, doc.text.length]);
  // Each must hold the offset and the one before it: in broken documents some do not.
  let current: [number, number] = [offset, offset];
  const grown: [number, number][] = [];
  for (const [start, end] of spans) {
    if (start > current[0] || end < current[1] || end < start) continue;
    if (grown.length > 0 && start === current[0] && end === current[1]) continue;
    current = [start, end];
    grown.push(current);
  }
  let result: SelectionRange | undefined;
  for (const [start, end] of grown.reverse()) {
    const range = doc.range(start, end);
    result = result === undefined ? { range } : { range, parent: result };
  }
  return result ?? { range: doc.range(offset, offset) };
}
