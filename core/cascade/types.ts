import type { RemotePolicyFact } from '../index/org-facts';
import type { PolicyFacts } from '../index/policy-facts';

/** A policy in a cascade: one of a file, or one that only the org has. */
export interface CascadePolicy {
  readonly label: string;
  readonly priority: number;
  /** Days as declared; undefined where the file has no whole number. */
  readonly retentionDays: number | undefined;
  /** The facts of the file; undefined for a policy that only the org has. */
  readonly facts: PolicyFacts | undefined;
  readonly remote: RemotePolicyFact | undefined;
}

/** What decides between several matching policies. */
export type CascadeOrder = 'lowest-priority' | 'longest-retention';
