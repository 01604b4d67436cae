import type { TextEdit } from 'vscode-languageserver-types';
import type { CoreDocument } from '../document/document';
import { offsetAt } from '../text/lines';

/** The text of a document after LSP edits, which must not overlap. */
export function applyTextEdits(doc: CoreDocument, edits: readonly TextEdit[]): string {
  const { lineStarts } = doc.json;
  const parts = edits
    .map((e) => ({
      start: offsetAt(lineStarts, doc.text.length, e.range.start),
      end: offsetAt(lineStarts, doc.text.length, e.range.end),
      newText: e.newText,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let from = 0;
  for (const part of parts) {
    if (part.start < from || part.end < part.start) throw new Error('edits overlap');
    text += doc.text.slice(from, part.start) + part.newText;
    from = part.end;
  }
  return text + doc.text.slice(from);
}
