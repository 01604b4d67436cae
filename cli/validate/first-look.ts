import type { CoreDocument } from '../../core/document/document';
import type { Finding } from '../../core/findings/finding';
import type { PolicyFacts } from '../../core/index/policy-facts';
import type { Workspace } from '../../core/index/workspace';

/** Findings of a document, with the version they are of; without one where there are none. */
export type Checked = { readonly doc: CoreDocument; readonly findings: readonly Finding[] } | undefined;

/**
 * Checks policies as they are read, so that nothing of most need be kept. What is found then stands unless
 * others turn out to share the policy's name or a target of it. Other kinds of document rest on all policies,
 * and wait.
 */
export class FirstLook {
  private readonly results: Checked[] = [];
  /** What the index knows of a policy that was checked; nothing for other documents. */
  private readonly facts: (PolicyFacts | undefined)[] = [];

  /** Takes the next document. */
  take(doc: CoreDocument, workspace: Workspace): void {
    const facts = doc.kind === 'policy' ? workspace.projectOf(doc.uri).facts(doc.uri) : undefined;
    this.facts.push(facts);
    const findings = facts === undefined ? [] : workspace.check(doc);
    this.results.push(findings.length === 0 ? undefined : { doc, findings });
  }

  /** Whether what was found in the n-th document stands, now that all files are in. */
  stands(n: number, workspace: Workspace): boolean {
    const facts = this.facts[n];
    return facts !== undefined && !(facts.maybeShared && workspace.isShared(facts.uri));
  }

  result(n: number): Checked {
    return this.results[n];
  }
}
