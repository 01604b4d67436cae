import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import type { CoreDocument } from '../../core/document/document';
import { kindOfPath } from '../../core/document/kinds';
import type { Finding } from '../../core/findings/finding';
import { t } from '../../core/l10n';
import type { DocumentStore } from '../documents/document-store';
import type { OpenDocument } from '../documents/open-document';
import type { ReadProblem, ReadResult } from '../platform';
import { type Conversion, SOURCE, toDiagnostic } from './convert';

/** Code of the one diagnostic of a file that gives no text, as on the command line. */
export const UNREADABLE = 'json-syntax';

/** Computes diagnostics: the one computer behind pushed and pulled ones. */
export class Validator {
  enabled = true;
  /**
   * False while files are still to be read: then nothing is reported that rests on another file's absence.
   */
  complete = false;

  constructor(
    private readonly store: DocumentStore,
    readonly conversion: Conversion,
  ) {}

  diagnostics(doc: CoreDocument): Diagnostic[] {
    if (!this.enabled) return [];
    return this.findings(doc).map((finding) => toDiagnostic(doc, finding, this.conversion));
  }

  /** Findings as they are shown. */
  findings(doc: CoreDocument): readonly Finding[] {
    const findings = this.store.check(doc);
    if (this.complete || !findings.some(restsOnAbsence)) return findings;
    return findings.filter((finding) => !restsOnAbsence(finding));
  }

  /** What is said of an open document that gives no findings: nothing where it is none of ours. */
  unchecked(document: OpenDocument): Diagnostic[] {
    if (!this.enabled || kindOfPath(document.key) === undefined) return [];
    if (document.isPart !== false && !this.store.workspace.isIgnored(document.key)) return [];
    const at = { line: 0, character: 0 };
    return [
      {
        range: { start: at, end: at },
        severity: DiagnosticSeverity.Information,
        code: UNREADABLE,
        source: SOURCE,
        message: t(
          'This file is no part of the project, so it is not checked. Git or the configuration ignores it, it lies in a folder that is left out, or it is a link that leads out of the project.',
        ),
      },
    ];
  }

  /** What is said of a file that could not be read; nothing of one that is gone. */
  unreadableDiagnostics(result: ReadResult): Diagnostic[] {
    if (!this.enabled || 'text' in result || result.problem === 'missing') return [];
    const at = { line: 0, character: 0 };
    return [
      {
        range: { start: at, end: at },
        severity: result.problem === 'folder' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error,
        code: UNREADABLE,
        source: SOURCE,
        message: messageOf(result.problem, result.detail),
      },
    ];
  }
}

/** A directive silences nothing as long as the file that collides has not been read. */
function restsOnAbsence(finding: Finding): boolean {
  return finding.code === 'unused-directive';
}

function messageOf(problem: Exclude<ReadProblem, 'missing'>, detail: string): string {
  switch (problem) {
    case 'folder':
      return t(
        'This is a folder with the name of a recording document, so nothing of that name is checked or deployed. Rename the folder.',
      );
    case 'too-large':
      return t(
        'This file is too large to be a recording document ({detail}), so it is not checked. Take it out of the project or exclude it.',
        { detail },
      );
    case 'outside':
      return t(
        'This link leads out of the project, or to what is no part of it, so it is neither read nor written. Put the file itself in its place, or remove the link.',
      );
    case 'unreadable':
      return t(
        'This file cannot be read ({detail}), so it is not checked, and collisions with it go unseen. Check its permissions.',
        { detail },
      );
  }
}
