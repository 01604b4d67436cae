import type { CoreDocument } from '../../document/document';
import { formattingOf } from '../../edit/edits';
import { directivesOf } from '../../findings/directives';
import type { Finding, OffsetEdit } from '../../findings/finding';
import { isSuppressible } from '../../findings/suppress';
import { positionAt } from '../../text/lines';

/** Stands where a reason must be given: a directive without one silences nothing. */
export const REASON = 'TODO: say why';

/**
 * Silences a finding by a directive above its line; undefined where that cannot be. A directive that is there
 * is extended.
 */
export function suppressLine(doc: CoreDocument, finding: Finding): OffsetEdit | undefined {
  if (!isSuppressible(finding.code)) return undefined;
  const { lineStarts, comments } = doc.json;
  const { line } = positionAt(lineStarts, finding.start);
  const there = directivesOf(doc.json).find((d) => d.line === line && d.reason !== '' && d.codes.length > 0);
  if (there !== undefined) return extended(there.codes, finding.code);
  const start = lineStarts[line]!;
  const at = start === 0 && doc.text.charCodeAt(0) === 0xfeff ? 1 : start;
  // Inside a block comment that runs into the line a directive would be a word of that comment.
  if (comments.some((c) => c.block && c.start < at && at < c.end)) return undefined;
  const indent = /^[ \t]*/.exec(doc.text.slice(at))![0];
  const eol = formattingOf(doc.text).eol;
  const newText = `${indent}// recpolicy-disable-next-line ${finding.code} -- ${REASON}${eol}`;
  return { start: at, end: at, newText };
}

/** Silences a code in the whole file by a directive at its top. */
export function suppressFile(doc: CoreDocument, code: string): OffsetEdit | undefined {
  if (!isSuppressible(code)) return undefined;
  const there = directivesOf(doc.json).find(
    (d) => d.line === undefined && !d.misplaced && d.reason !== '' && d.codes.length > 0,
  );
  if (there !== undefined) return extended(there.codes, code);
  const at = doc.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const newText = `// recpolicy-disable ${code} -- ${REASON}${formattingOf(doc.text).eol}`;
  return { start: at, end: at, newText };
}

function extended(codes: readonly { code: string; end: number }[], code: string): OffsetEdit | undefined {
  if (codes.some((c) => c.code === code)) return undefined;
  const { end } = codes.at(-1)!;
  return { start: end, end, newText: ` ${code}` };
}
