import { createHash } from 'node:crypto';
import type { OrgState, StoredPolicy } from './model';

/**
 * Strong entity tag, quotes included. The version is part of it, so that a change and its undoing give a new
 * tag.
 */
export function entityTag(policy: StoredPolicy): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([policy.id, policy.version, policy.payload]))
    .digest('hex');
  return `"${policy.version}-${digest.slice(0, 16)}"`;
}

/** The tag as this org writes it in a body. */
export function entityTagInBody(org: OrgState, policy: StoredPolicy): string {
  const tag = entityTag(policy);
  return org.etagFormat === 'bare' ? tag.slice(1, -1) : tag;
}

const entityTagList = /^(?:\*|(?:W\/)?"[^"]*"(?:, *(?:W\/)?"[^"]*")*)$/;

/**
 * Strong comparison of If-Match (RFC 9110, section 13.1.1): a weak tag never matches. `malformed`: it is no
 * list of entity tags.
 */
export function matchIfMatch(header: string, policy: StoredPolicy): boolean | 'malformed' {
  const value = header.trim();
  if (!entityTagList.test(value)) return 'malformed';
  const tags: string[] = value.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return value === '*' || tags.includes(entityTag(policy));
}
