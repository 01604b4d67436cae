import type { FoldingRange } from 'vscode-languageserver-types';
import type { CoreDocument } from '../../document/document';
import { positionAt } from '../../text/lines';
import { walk } from '../shared/walk';

/**
 * Objects, arrays, block comments and runs of line comments that span lines, at most `limit` of them,
 * outermost first.
 */
export function foldingRanges(doc: CoreDocument, limit = 5000): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const { lineStarts } = doc.json;
  const lineOf = (offset: number) => positionAt(lineStarts, offset).line;
  walk(doc.root, (node) => {
    if (node.props === undefined && node.items === undefined) return false;
    const closed =
      doc.text[node.end - 1] === (node.props !== undefined ? '}' : ']') && node.end - node.start > 1;
    add(ranges, lineOf(node.start), lineOf(node.end) - (closed ? 1 : 0));
    return true;
  });
  let run: { from: number; to: number } | undefined;
  for (const comment of doc.json.comments) {
    const from = lineOf(comment.start);
    if (comment.block) {
      add(ranges, from, lineOf(comment.end), 'comment');
      continue;
    }
    // A comment behind a value belongs to its line, not to a run.
    if (doc.text.slice(lineStarts[from], comment.start).trim() !== '') continue;
    if (run !== undefined && from === run.to + 1) run.to = from;
    else {
      if (run !== undefined) add(ranges, run.from, run.to, 'comment');
      run = { from, to: from };
    }
  }
  if (run !== undefined) add(ranges, run.from, run.to, 'comment');
  ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
  return ranges.length > limit ? outermost(ranges, limit) : ranges;
}

function add(ranges: FoldingRange[], startLine: number, endLine: number, kind?: 'comment'): void {
  if (endLine <= startLine) return;
  // Of several on one line the widest is kept: editors show one.
  const last = ranges.at(-1);
  if (last?.startLine === startLine && last.endLine >= endLine) return;
  ranges.push(kind === undefined ? { startLine, endLine } : { startLine, endLine, kind });
}

/** The ranges with the fewest others around them. Sorted ranges nest, so a stack gives the depth. */
function outermost(ranges: readonly FoldingRange[], limit: number): FoldingRange[] {
  const open: number[] = [];
  const depths = ranges.map((r) => {
    while (open.length > 0 && open[open.length - 1]! < r.startLine) open.pop();
    open.push(r.endLine);
    return open.length;
  });
  const counts: number[] = [];
  for (const d of depths) counts[d] = (counts[d] ?? 0) + 1;
  let depth = 1;
  let room = limit - (counts[1] ?? 0);
  while (room > 0) room -= counts[++depth] ?? 0;
  return ranges.filter((_, i) => depths[i]! <= depth).slice(0, limit);
}
