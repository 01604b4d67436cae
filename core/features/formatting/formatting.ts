import { format } from 'jsonc-parser';
import type { TextEdit } from 'vscode-languageserver-types';
import type { CoreDocument } from '../../document/document';
import { formattingOf } from '../../edit/edits';
import { isHarmless } from '../../json/syntax-fault';

/** LSP's FormattingOptions, as far as they are heeded. */
export interface FormattingOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
  readonly insertFinalNewline?: boolean;
  readonly [key: string]: unknown;
}

/**
 * Edits that format the document, or what of it lies between two offsets. Only white space outside strings
 * and comments is changed; line endings and a byte order mark stay. A document whose structure is broken is
 * left alone.
 */
export function formatDocument(
  doc: CoreDocument,
  options: FormattingOptions,
  range?: { readonly start: number; readonly end: number },
): TextEdit[] {
  const { json, text } = doc;
  if (json.root === undefined || !json.errors.every(isHarmless)) return [];
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const body = bom === 0 ? text : text.slice(1);
  const tabSize = Number.isInteger(options.tabSize) ? Math.min(16, Math.max(1, options.tabSize)) : 2;
  const endsLine = text.endsWith('\n') && (range === undefined || range.end >= text.length);
  const edits = format(
    body,
    range && {
      offset: Math.max(0, range.start - bom),
      length: Math.max(0, range.end - Math.max(bom, range.start)),
    },
    {
      tabSize,
      insertSpaces: options.insertSpaces !== false,
      eol: formattingOf(text).eol,
      // Clients that leave this open are not asking for the last line's end to be taken away.
      insertFinalNewline: (range === undefined && options.insertFinalNewline === true) || endsLine,
    },
  );
  return edits
    .filter((e) => body.slice(e.offset, e.offset + e.length) !== e.content)
    .map((e) => ({ range: doc.range(e.offset + bom, e.offset + e.length + bom), newText: e.content }));
}
