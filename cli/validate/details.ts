import { createHash } from 'node:crypto';
import type { CoreDocument } from '../../core/document/document';
import type { Finding } from '../../core/findings/finding';
import { locate } from '../../core/json/nodes';
import type { Range } from '../../core/text/lines';

/** What formats of tools need of a finding beside what people read. */
export interface FindingDetails {
  /**
   * What the finding is about, in 16 hexadecimal digits: the same when lines move or other findings come and
   * go. Two findings of one file can share it.
   */
  readonly fingerprint: string;
  readonly fixes: readonly ReportedFix[];
}

/** A fix with its replacements in the file the finding stands in. */
export interface ReportedFix {
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** More text than this of a value tells no two findings apart. */
const MAX_TEXT = 256;

export function detailsOf(doc: CoreDocument, finding: Finding): FindingDetails {
  const text = doc.text.slice(finding.start, Math.min(finding.end, finding.start + MAX_TEXT));
  const path = locate(doc.root, finding.start)?.path ?? [];
  const names = path.filter((segment) => typeof segment === 'string');
  // What is absent is reported on the bracket of what should hold it: the message alone says what it is.
  const absent = text.length <= 1 ? finding.message : '';
  return {
    fingerprint: fingerprintOf([finding.code, names.join('/'), text, absent]),
    fixes: finding.fixes.map((fix) => ({
      title: fix.title,
      edits: fix.edits().map((e) => ({ range: doc.range(e.start, e.end), newText: e.newText })),
    })),
  };
}

export function fingerprintOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);
}
