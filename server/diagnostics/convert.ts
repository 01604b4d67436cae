import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import type { CoreDocument } from '../../core/document/document';
import type { Finding, RelatedLocation, Severity } from '../../core/findings/finding';
import { oneLine } from '../../core/text/one-line';
import type { ClientFeatures } from '../client-features';

export const SOURCE = 'recpolicy';

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
const TAGS = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

/** Client capabilities decide which parts of a finding are sent. */
export interface Conversion {
  readonly client: ClientFeatures;
  /** Folder of the rule pages, without a slash at its end. */
  readonly docsUri: string | undefined;
  /** How the client spells the URI of a file. */
  readonly uriOf: (key: string) => string;
}

/** A finding as an LSP diagnostic. */
export function toDiagnostic(doc: CoreDocument, finding: Finding, to: Conversion): Diagnostic {
  const { client } = to;
  const diagnostic: Diagnostic = {
    range: doc.range(finding.start, finding.end),
    severity: SEVERITY[finding.severity],
    code: finding.code,
    source: SOURCE,
    message: oneLine(finding.message),
  };
  if (to.docsUri !== undefined && client.codeDescription)
    diagnostic.codeDescription = { href: `${to.docsUri}/${finding.code}.md` };
  if (finding.tag !== undefined && client.tags.has(TAGS[finding.tag])) diagnostic.tags = [TAGS[finding.tag]];
  if (finding.related.length > 0) {
    if (client.relatedInformation)
      diagnostic.relatedInformation = finding.related.map((r) => ({
        location: { uri: to.uriOf(r.uri), range: r.range },
        message: oneLine(r.message),
      }));
    else diagnostic.message += finding.related.map(asText).join('');
  }
  if (finding.fixes.length > 0 && client.diagnosticData)
    diagnostic.data = { fixes: finding.fixes.map((_, i) => i) };
  return diagnostic;
}

/** For clients that show no related places: the place in words, lines counted from one as editors do. */
function asText(related: RelatedLocation): string {
  let path = related.uri.slice(related.uri.lastIndexOf('/') + 1);
  try {
    path = decodeURIComponent(path);
  } catch {
    // A name that is no proper encoding is shown as it is.
  }
  return `\n${oneLine(related.message)} (${oneLine(path)}:${related.range.start.line + 1})`;
}
