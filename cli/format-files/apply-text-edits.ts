import type { TextEdit } from 'vscode-languageserver-types';
import type { CoreDocument } from '../../core/document/document';
import { offsetAt } from '../../core/text/lines';

/** The document's text after edits that do not overlap, as LSP has them. */
export function applyTextEdits({ json, text }: CoreDocument, edits: readonly TextEdit[]): string {
  const at = (position: TextEdit['range']['start']) => offsetAt(json.lineStarts, text.length, position);
  const sorted = edits
    .map(({ range, newText }) => ({ start: at(range.start), end: at(range.end), newText }))
    .sort((a, b) => b.start - a.start || b.end - a.end);
  let edited = text;
  for (const { start, end, newText } of sorted) edited = edited.slice(0, start) + newText + edited.slice(end);
  return edited;
}
