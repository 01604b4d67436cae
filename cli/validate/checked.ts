import type { CoreDocument } from '../../core/document/document';
import type { Finding } from '../../core/findings/finding';
import type { Workspace } from '../../core/index/workspace';

/** A finding that a directive silenced, with the directive's reason. */
export interface SilencedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

/** What was found in a document, with the version it was found in. */
export interface DocumentFindings {
  readonly doc: CoreDocument;
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}

const NONE: readonly never[] = [];

export function checkInWorkspace(workspace: Workspace, doc: CoreDocument): DocumentFindings {
  let silenced: SilencedFinding[] | undefined;
  const findings = workspace.check(doc, (finding, reason) => {
    silenced ??= [];
    silenced.push({ finding, reason });
  });
  return { doc, findings, silenced: silenced ?? NONE };
}
