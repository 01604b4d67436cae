import { editPolicy } from '../control/edit';
import type { EmulatedOrg } from '../org';
import type { Preparation } from './types';

/**
 * Applies the faults that come before the org handles the request. Returns what to do after a write was
 * applied.
 */
export async function prepare(
  org: EmulatedOrg,
  steps: readonly Preparation[],
  policyId: string | undefined,
  operation: string | undefined,
): Promise<() => void> {
  let afterwards = () => {};
  for (const step of steps) {
    if (step.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, step.ms));
    else if (step.kind === 'expire-tokens') org.tokens.expireAll();
    else if (step.kind === 'revoke-tokens') org.tokens.revokeAll();
    else if (step.kind === 'second-editor') secondEdit(org, policyId, step.set);
    else afterwards = holdBack(org, policyId, operation, step);
  }
  return afterwards;
}

function secondEdit(org: EmulatedOrg, policyId: string | undefined, set: object | undefined): void {
  const policy = org.state.policies.find((candidate) => candidate.id === policyId);
  if (!policy) return;
  const change = set ?? {
    description: `${policy.payload.description ?? ''} Edited at version ${policy.version}.`.trim(),
  };
  editPolicy(org, policy.id, change, 'second editor');
}

/** Reads keep showing the state before the write; for a create, nothing. */
function holdBack(
  org: EmulatedOrg,
  policyId: string | undefined,
  operation: string | undefined,
  period: { requests?: number; seconds?: number },
): () => void {
  const before = new Map(org.state.policies.map((policy) => [policy.id, structuredClone(policy)]));
  return () => {
    const created = org.state.policies.filter((policy) => !before.has(policy.id)).map((policy) => policy.id);
    const touched = operation === 'createPolicy' ? created : policyId === undefined ? [] : [policyId];
    for (const id of touched) org.stale.keepCopy(id, before.get(id), period);
  };
}
