import type { PolicyPayload } from '../../model/policy/payload';
import { isRecord } from '../../transport/http/json';
import type { NotEnforced } from '../backend';

/**
 * Lists of conditions that are empty where no other condition is left. To the platform an empty list is no
 * condition: what was meant to apply to nobody would apply to every interaction of the org.
 */
export function emptiedConditions(payload: PolicyPayload): NotEnforced[] {
  const policy = payload as unknown as Readonly<Record<string, unknown>>;
  const media = isRecord(policy['mediaPolicies']) ? policy['mediaPolicies'] : {};
  return [
    ...emptied('/conditions', policy['conditions']),
    ...Object.entries(media).flatMap(([medium, one]) =>
      emptied(`/mediaPolicies/${medium}/conditions`, isRecord(one) ? one['conditions'] : undefined),
    ),
  ];
}

function emptied(path: string, conditions: unknown): NotEnforced[] {
  if (!isRecord(conditions)) return [];
  const groups = conditions['forGroups'];
  if (Array.isArray(groups))
    // The platform knows no groups here: sent as they are, the agents they stand for would not limit the
    // policy.
    return [{ path: `${path}/forGroups`, blocks: true, why: 'the members of these groups are not known' }];
  const entries = Object.entries(conditions);
  const empty = entries.filter(([, v]) => Array.isArray(v) && v.length === 0);
  if (empty.length === 0 || entries.some(([, v]) => says(v))) return [];
  return empty.map(([name]) => ({
    path: `${path}/${name}`,
    blocks: true,
    why: 'the list is empty and no other condition is left, which to the platform means every interaction. Take the list out if that is meant',
  }));
}

function says(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isRecord(value)) return Object.values(value).some(says);
  return value !== undefined && value !== null && value !== false;
}
