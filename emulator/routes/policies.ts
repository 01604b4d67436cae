import { randomUUID } from 'node:crypto';
import type { PolicyBody } from '../../schemas/org-api';
import { ApiError, badRequest, notFound } from '../errors';
import type { Exchange, HttpResponse } from '../http/exchange';
import type { EmulatedOrg } from '../org';
import { entityTag, matchIfMatch } from '../state/etag';
import type { StoredPolicy } from '../state/model';
import { enforceRetention, nameKey, showListedPolicy, showPolicy } from '../state/policies';
import { activeSessions } from '../state/sessions';
import { pageOf } from './page';

export function listPolicies({ org, query }: Exchange): HttpResponse {
  const visible = org.stale.read(org.state.policies);
  return { status: 200, body: pageOf(visible, query, (policy) => showListedPolicy(org.state, policy)) };
}

export function getPolicy({ org, route }: Exchange): HttpResponse {
  const id = route.params.policyId!;
  const policy = org.stale.read(org.state.policies, id).find((candidate) => candidate.id === id);
  if (!policy) throw notFound('policy', id);
  return shown(org, 200, policy);
}

export function createPolicy(exchange: Exchange): HttpResponse {
  const { org } = exchange;
  const payload = exchange.body as PolicyBody;
  checkPatterns(payload);
  checkName(org, payload.name);
  const policy: StoredPolicy = {
    id: randomUUID(),
    version: 1,
    payload: enforceRetention(org.state, payload),
  };
  org.state.policies.push(policy);
  org.changed(exchange, {
    action: 'create',
    kind: 'policy',
    id: policy.id,
    name: payload.name,
    after: policy.payload,
    etag: entityTag(policy),
  });
  const answer = shown(org, 201, policy);
  return { ...answer, headers: { ...answer.headers, Location: `${exchange.request.path}/${policy.id}` } };
}

export function replacePolicy(exchange: Exchange): HttpResponse {
  const { org } = exchange;
  const payload = exchange.body as PolicyBody;
  checkPatterns(payload);
  const policy = policyToWrite(exchange);
  checkName(org, payload.name, policy.id);
  return update(exchange, policy, enforceRetention(org.state, payload));
}

export function setPolicyEnabled(exchange: Exchange): HttpResponse {
  const policy = policyToWrite(exchange);
  const { enabled } = exchange.body as { enabled: boolean };
  return update(exchange, policy, { ...policy.payload, enabled });
}

export function deletePolicy(exchange: Exchange): HttpResponse {
  const { org, request } = exchange;
  const policy = policyToWrite(exchange);
  org.state.policies = org.state.policies.filter((candidate) => candidate !== policy);
  org.changed(exchange, {
    action: 'delete',
    kind: 'policy',
    id: policy.id,
    name: policy.payload.name,
    before: policy.payload,
    etagBefore: entityTag(policy),
    ifMatch: request.headers['if-match']!,
    activeSessions: activeSessions(org, policy.id).length,
  });
  return { status: 204 };
}

/**
 * The policy named in the path, with the precondition checked (RFC 9110, section 13; RFC 6585, section 3).
 */
function policyToWrite({ org, route, request }: Exchange): StoredPolicy {
  const id = route.params.policyId!;
  const policy = org.state.policies.find((candidate) => candidate.id === id);
  if (!policy) throw notFound('policy', id);
  const ifMatch = request.headers['if-match'];
  if (ifMatch === undefined) {
    throw new ApiError(
      428,
      'precondition.required',
      'Send If-Match with the entity tag of the version you changed.',
    );
  }
  const matched = matchIfMatch(ifMatch, policy);
  if (matched === 'malformed') {
    throw badRequest(`If-Match must hold an entity tag in quotes, not ${ifMatch}`, [
      { errorCode: 'invalid.header', fieldName: 'If-Match' },
    ]);
  }
  if (!matched) {
    throw new ApiError(
      412,
      'precondition.failed',
      `The policy has changed: it is now at version ${policy.version}.`,
    );
  }
  return policy;
}

function update(exchange: Exchange, policy: StoredPolicy, payload: PolicyBody): HttpResponse {
  const { org, request } = exchange;
  const [before, etagBefore] = [policy.payload, entityTag(policy)];
  policy.payload = payload;
  policy.version++;
  org.changed(exchange, {
    action: 'update',
    kind: 'policy',
    id: policy.id,
    name: payload.name,
    before,
    after: payload,
    etagBefore,
    etag: entityTag(policy),
    ifMatch: request.headers['if-match']!,
  });
  return shown(org, 200, policy);
}

function shown(org: EmulatedOrg, status: number, policy: StoredPolicy): HttpResponse {
  return { status, headers: { ETag: entityTag(policy) }, body: showPolicy(org.state, policy) };
}

function checkName(org: EmulatedOrg, name: string, exceptId?: string): void {
  const taken = org.state.policies.find(
    (p) => p.id !== exceptId && nameKey(p.payload.name) === nameKey(name),
  );
  if (!taken) return;
  throw new ApiError(409, 'policy.name.exists', `A policy named '${taken.payload.name}' exists.`, [
    { errorCode: 'policy.name.exists', fieldName: 'name' },
  ]);
}

function checkPatterns(payload: PolicyBody): void {
  for (const [i, pattern] of (payload.complianceSettings?.allowedMaskPatterns ?? []).entries()) {
    try {
      new RegExp(pattern);
    } catch {
      const fieldName = `complianceSettings.allowedMaskPatterns.${i}`;
      throw badRequest(`${fieldName} is not a regular expression.`, [
        { errorCode: 'invalid.regex', fieldName },
      ]);
    }
  }
}
