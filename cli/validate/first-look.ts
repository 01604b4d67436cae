import type { CoreDocument } from '../../core/document/document';
import type { PolicyFacts } from '../../core/index/policy-facts';
import type { Workspace } from '../../core/index/workspace';
import { checkInWorkspace, type DocumentFindings } from './checked';

/**
 * Checks policies as they are read, so that nothing of most need be kept. What is found then stands unless
 * others turn out to share the policy's name or a target of it. Other kinds of document rest on all policies,
 * and wait.
 */
export class FirstLook {
  private readonly results: (DocumentFindings | undefined)[] = [];
  /** What the index knows of a policy that was checked; nothing for other documents. */
  private readonly facts: (PolicyFacts | undefined)[] = [];

  /** Takes the next document. */
  take(doc: CoreDocument, workspace: Workspace): void {
    const facts = doc.kind === 'policy' ? workspace.projectOf(doc.uri).facts(doc.uri) : undefined;
    this.facts.push(facts);
    const checked = facts === undefined ? undefined : checkInWorkspace(workspace, doc);
    const isClean = checked === undefined || checked.findings.length + checked.silenced.length === 0;
    this.results.push(isClean ? undefined : checked);
  }

  /** Whether what was found in the n-th document stands, now that all files are in. */
  stands(n: number, workspace: Workspace): boolean {
    const facts = this.facts[n];
    return facts !== undefined && !(facts.maybeShared && workspace.isShared(facts.uri));
  }

  /** What was found in the n-th document; undefined where that is nothing. */
  result(n: number): DocumentFindings | undefined {
    return this.results[n];
  }
}
