import type { TextEdit } from 'vscode-languageserver-types';
import type { CoreDocument } from '../../document/document';
import type { OffsetEdit } from '../../findings/finding';

/** Edits of a document as LSP has them. */
export function textEdits(doc: CoreDocument, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map((e) => ({ range: doc.range(e.start, e.end), newText: e.newText }));
}
