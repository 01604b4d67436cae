import type { Policy, PolicyBody } from '../../schemas/org-api';
import { entityTagInBody } from './etag';
import type { OrgState, StoredPolicy } from './model';

/** The policy as a body shows it. */
export function showPolicy(org: OrgState, policy: StoredPolicy): Policy {
  return {
    id: policy.id,
    ...structuredClone(policy.payload),
    version: policy.version,
    etag: entityTagInBody(org, policy),
  };
}

/** As the list shows it: mostly with an entity tag. */
export function showListedPolicy(org: OrgState, policy: StoredPolicy): Policy {
  const shown = showPolicy(org, policy);
  if (policy.listedWithoutEtag) delete shown.etag;
  return shown;
}

/**
 * What is stored for a payload: a retention below the minimum of the environment is silently raised to it.
 */
export function enforceRetention(org: OrgState, payload: PolicyBody): PolicyBody {
  return {
    ...structuredClone(payload),
    retentionDays: Math.max(payload.retentionDays, org.minimumRetentionDays),
  };
}

/** Names are taken whatever their case and outer spaces. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase();
}

export function findByIdOrName(org: OrgState, idOrName: string): StoredPolicy {
  const found =
    org.policies.find((policy) => policy.id === idOrName) ??
    org.policies.find((p) => p.payload.name === idOrName);
  if (!found) throw new Error(`The local org '${org.name}' has no policy '${idOrName}'.`);
  return found;
}
