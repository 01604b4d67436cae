import { SEVERITIES, type Severity } from '../../core/findings/finding';
import type { Range } from '../../core/text/lines';

/**
 * One finding as `validate --format json` prints it. Positions are zero-based, in UTF-16 code units, as in
 * LSP.
 */
export interface ReportedDiagnostic {
  readonly file: string;
  readonly range: Range;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly { readonly file: string; readonly range: Range; readonly message: string }[];
  readonly fixes: readonly string[];
}

/** What every format prints. */
export interface ValidationReport {
  readonly version: 1;
  readonly files: number;
  readonly summary: Readonly<Record<Severity, number>>;
  readonly diagnostics: readonly ReportedDiagnostic[];
}

/** Sorted by file, then by place. Code-unit order, so that every machine prints the same. */
export function makeReport(files: number, diagnostics: ReportedDiagnostic[]): ValidationReport {
  const summary = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const d of diagnostics) summary[d.severity]++;
  diagnostics.sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character ||
      a.range.end.line - b.range.end.line ||
      a.range.end.character - b.range.end.character ||
      compare(a.code, b.code),
  );
  return { version: 1, files, summary, diagnostics };
}

/** Errors first; otherwise in the order given. */
export function worstFirst(diagnostics: readonly ReportedDiagnostic[]): ReportedDiagnostic[] {
  return [...diagnostics].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
