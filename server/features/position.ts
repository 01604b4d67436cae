import type { Position } from 'vscode-languageserver';
import type { CoreDocument } from '../../core/document/document';
import { offsetAt } from '../../core/text/lines';

/** The offset of a position; one outside the text is clamped to it. */
export function offsetOf(doc: CoreDocument, position: Position): number {
  return offsetAt(doc.json.lineStarts, doc.text.length, position);
}
