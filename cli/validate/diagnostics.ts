import type { CoreDocument } from '../../core/document/document';
import { isPolicyPath } from '../../core/document/kinds';
import type { Finding } from '../../core/findings/finding';
import { MAX_FINDINGS } from '../../core/rules/check';
import type { ReportedDiagnostic } from '../format/report';
import type { SkippedPath } from '../project/files';
import type { LoadedFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import type { DocumentFindings } from './checked';
import { detailsOf, type FindingDetails, fingerprintOf } from './details';

/** A finding that a directive silenced. */
export interface SilencedDiagnostic {
  readonly diagnostic: ReportedDiagnostic;
  readonly reason: string;
}

/** Everything that was found, in no order. */
export interface Diagnostics {
  readonly found: ReportedDiagnostic[];
  readonly silenced: SilencedDiagnostic[];
  /** Findings that a baseline holds; they are not among those found. */
  readonly accepted?: readonly ReportedDiagnostic[];
  /** Of all diagnostics, where they were asked for. */
  readonly details: ReadonlyMap<ReportedDiagnostic, FindingDetails>;
}

export interface DiagnosticsOptions {
  /** What paths are relative to: an absolute folder. */
  readonly base: string;
  readonly environment?: string | undefined;
  /** Whether fingerprints and the edits of fixes are worked out. */
  readonly withDetails: boolean;
  readonly onMany: (file: string) => void;
}

/** What was found in the files asked about, and what became of those that could not be read. */
export function diagnosticsOf(
  loaded: LoadedFiles,
  checked: (n: number) => DocumentFindings | undefined,
  { base, environment, withDetails, onMany }: DiagnosticsOptions,
): Diagnostics {
  const relative = relativeTo(base);
  const details = new Map<ReportedDiagnostic, FindingDetails>();
  const reported = (doc: CoreDocument, file: string, finding: Finding): ReportedDiagnostic => {
    const diagnostic = reportedFinding(doc, file, finding, relative);
    if (withDetails) details.set(diagnostic, detailsOf(doc, finding));
    return diagnostic;
  };
  const found: ReportedDiagnostic[] = [];
  const silenced: SilencedDiagnostic[] = [];
  for (const [n, path] of loaded.paths.entries()) {
    if (environment !== undefined && isPolicyPath(path) && !isInEnvironment(path, loaded)) continue;
    const result = checked(n);
    if (result === undefined) continue;
    const file = relative(path);
    for (const finding of result.findings) found.push(reported(result.doc, file, finding));
    for (const { finding, reason } of result.silenced)
      silenced.push({ diagnostic: reported(result.doc, file, finding), reason });
    if (result.findings.length >= MAX_FINDINGS) onMany(file);
  }
  for (const diagnostic of unreadFiles(loaded, relative)) {
    const { code, message } = diagnostic;
    if (withDetails) details.set(diagnostic, { fingerprint: fingerprintOf([code, message]), fixes: [] });
    found.push(diagnostic);
  }
  return { found, silenced, details };
}

function isInEnvironment(path: string, { workspace }: LoadedFiles): boolean {
  return workspace.projectOf(path).environmentsOf(workspace.pathOf(path)).length > 0;
}

function reportedFinding(
  doc: CoreDocument,
  file: string,
  finding: Finding,
  relative: (path: string) => string,
): ReportedDiagnostic {
  return {
    file,
    range: doc.range(finding.start, finding.end),
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    related: finding.related.map((r) => ({ file: relative(r.uri), range: r.range, message: r.message })),
    fixes: finding.fixes.map((f) => f.title),
  };
}

const FOLDER =
  'This is a folder with the name of a document, so nothing is read in its place. Rename the folder.';
const SPECIAL =
  'This is a pipe, a socket or a device, not a file, so nothing is read from it. Put a file in its place, or rename it.';
const OUTSIDE =
  'This link leads out of the project, or to what is no part of it, so it is neither read nor written. Put the file itself in its place, or remove the link.';
const NAME =
  'The name of this file is not UTF-8, so the file cannot be opened and nothing in it was checked. Rename it.';

function* unreadFiles(
  { unreadable, oddities }: LoadedFiles,
  relative: (path: string) => string,
): Iterable<ReportedDiagnostic> {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const about = (path: string, severity: 'error' | 'warning', message: string): ReportedDiagnostic => ({
    file: relative(path),
    range,
    code: 'json-syntax',
    severity,
    message,
    related: [],
    fixes: [],
  });
  for (const { path, detail } of unreadable)
    yield about(
      path,
      'error',
      `The file cannot be read (${detail}), so nothing in it was checked. ${adviceOn(detail)}`,
    );
  for (const oddity of oddities) yield about(oddity.path, ...oddityMessage(oddity));
}

function oddityMessage({ reason, detail }: SkippedPath): ['error' | 'warning', string] {
  switch (reason) {
    case 'directory':
      return ['warning', FOLDER];
    case 'special':
      return ['error', SPECIAL];
    case 'outside':
      return ['error', OUTSIDE];
    case 'name':
      return ['error', NAME];
    case 'ignore-file':
      return [
        'warning',
        `The patterns of this file are too many from line ${detail} on, so those are not used and what they name is checked. Name folders without wildcards.`,
      ];
    case 'unreadable-folder':
      return [
        'error',
        `The folder cannot be read (${detail}), so nothing in it was checked. ${adviceOn(detail)}`,
      ];
  }
}

/** What to do about a file the system does not give. */
function adviceOn(code: string): string {
  switch (code) {
    case 'ELOOP':
      return 'It is a link that leads back to itself: point it to a file, or remove it.';
    case 'ENOENT':
      return 'It is a link to nothing, or was removed meanwhile: point it to a file, or remove it.';
    default:
      return 'Check its permissions.';
  }
}
