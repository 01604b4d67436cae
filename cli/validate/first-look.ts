import type { CoreDocument } from '../../core/documents/document';
import type { Finding } from '../../core/findings/finding';
import type { Workspace } from '../../core/project/workspace';

/** Findings of a document, with the version they are of; without one where there are none. */
export type Checked = { readonly doc: CoreDocument; readonly findings: readonly Finding[] } | undefined;

/**
 * Checks policies as they are read, so that nothing of most need be kept. What is found then stands unless others turn out to share the
 * policy's name or a target of it. Other kinds of document rest on all policies, and wait.
 */
export class FirstLook {
  private readonly results = new Map<string, Checked>();

  take(doc: CoreDocument, workspace: Workspace): void {
    if (doc.kind !== 'policy') return;
    const findings = workspace.check(doc);
    this.results.set(doc.uri, findings.length === 0 ? undefined : { doc, findings });
  }

  /** Whether what was found in a document stands, now that all files are in. */
  stands(path: string, workspace: Workspace): boolean {
    return this.results.has(path) && !workspace.isShared(path);
  }

  result(path: string): Checked {
    return this.results.get(path);
  }
}
