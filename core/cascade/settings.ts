import { remoteCompliance } from './conflicts/remote';
import type { CascadePolicy } from './types';

export type EvaluationMode = 'STRICT' | 'BEST_EFFORT';

/** What a policy does beside keeping recordings. */
export interface PolicySettings {
  readonly masking: boolean;
  /** The mask patterns in force; none where masking is off. */
  readonly patterns: readonly string[];
  /** Whether the agent must consent to being recorded. */
  readonly consent: boolean;
  /** Undefined where the org's is not known. */
  readonly evaluationMode: EvaluationMode | undefined;
}

/**
 * The settings of a policy; undefined for one that only the org has and of which no more is known than its
 * retention.
 */
export function settingsOf({ facts, remote }: CascadePolicy): PolicySettings | undefined {
  if (facts !== undefined) {
    const { masking, patterns, consent, strict } = facts;
    return { masking, patterns, consent, evaluationMode: strict ? 'STRICT' : 'BEST_EFFORT' };
  }
  const known = remote && remoteCompliance(remote);
  if (known === undefined) return undefined;
  const { evaluationMode: mode } = remote!;
  return {
    masking: known.masking,
    patterns: known.patterns,
    consent: known.agentConsents,
    evaluationMode: mode === 'STRICT' || mode === 'BEST_EFFORT' ? mode : undefined,
  };
}
