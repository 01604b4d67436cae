import { randomUUID } from 'node:crypto';
import type { Policy, PolicyBody, RecordingSettings } from '../../schemas/org-api';
import type { EmulatedOrg } from '../org';
import { entityTag } from '../state/etag';
import type { StoredPolicy } from '../state/model';
import { findByIdOrName, showPolicy } from '../state/policies';
import { activeSessions } from '../state/sessions';

// What other people do to the org while a client works. No check of the API stands in the way, so that an org
// can be given what older versions of it let in: duplicate names, retention below the minimum, hostile names.

export function editPolicy(org: EmulatedOrg, idOrName: string, set: Partial<PolicyBody>, by: string): Policy {
  const policy = findByIdOrName(org.state, idOrName);
  const [before, etagBefore] = [policy.payload, entityTag(policy)];
  policy.payload = structuredClone({ ...policy.payload, ...set });
  policy.version++;
  const change = { action: 'update', kind: 'policy', id: policy.id, name: policy.payload.name } as const;
  org.changedBy(by, { ...change, before, after: policy.payload, etagBefore, etag: entityTag(policy) });
  return showPolicy(org.state, policy);
}

export interface NewPolicy {
  id?: string;
  listedWithoutEtag?: boolean;
}

export function addPolicy(org: EmulatedOrg, payload: PolicyBody, options: NewPolicy, by: string): Policy {
  const policy: StoredPolicy = {
    id: options.id ?? randomUUID(),
    version: 1,
    payload: structuredClone(payload),
  };
  if (options.listedWithoutEtag) policy.listedWithoutEtag = true;
  org.state.policies.push(policy);
  const change = { action: 'create', kind: 'policy', id: policy.id, name: payload.name } as const;
  org.changedBy(by, { ...change, after: payload, etag: entityTag(policy) });
  return showPolicy(org.state, policy);
}

export function removePolicy(org: EmulatedOrg, idOrName: string, by: string): void {
  const policy = findByIdOrName(org.state, idOrName);
  org.state.policies = org.state.policies.filter((candidate) => candidate !== policy);
  const change = { action: 'delete', kind: 'policy', id: policy.id, name: policy.payload.name } as const;
  const cutOff = activeSessions(org, policy.id).length;
  org.changedBy(by, {
    ...change,
    before: policy.payload,
    etagBefore: entityTag(policy),
    activeSessions: cutOff,
  });
}

export function editSettings(
  org: EmulatedOrg,
  set: Partial<RecordingSettings>,
  by: string,
): RecordingSettings {
  const before = org.state.settings;
  org.state.settings = { ...before, ...set };
  const change = { action: 'update', kind: 'recording-settings', id: 'recording-settings' } as const;
  org.changedBy(by, { ...change, before, after: org.state.settings });
  return structuredClone(org.state.settings);
}
