import { targetKey } from '../../core/project/policy-facts';
import { isRecord } from '../http/json';
import type { FieldPath, PayloadFields } from './payload';
import { PAYLOAD_FIELDS } from './payload';

// What an absent field means, so that a file that leaves it out equals an org that spells it out.
const ABSENT: Partial<Record<FieldPath, unknown>> = {
  '/description': '',
  '/complianceSettings/maskSensitiveData': false,
  '/complianceSettings/allowedMaskPatterns': [],
  '/complianceSettings/requireAgentConsent': false,
};

/** The key of a target; elements that are no target are keyed by their text. */
export function keyOfTarget(target: unknown): string {
  if (isRecord(target) && typeof target['type'] === 'string' && typeof target['id'] === 'string') {
    return targetKey(target['type'], target['id']);
  }
  return `?${JSON.stringify(target)}`;
}

/** Whether two values of a field mean the same: targets in any order, defaults spelt out or not. */
export function sameField(path: FieldPath, a: unknown, b: unknown): boolean {
  const left = a ?? ABSENT[path];
  const right = b ?? ABSENT[path];
  if (path === '/targets' && Array.isArray(left) && Array.isArray(right)) {
    const keys = new Set(left.map(keyOfTarget));
    const others = new Set(right.map(keyOfTarget));
    return keys.size === others.size && [...keys].every((k) => others.has(k));
  }
  return sameJson(left, right);
}

/** The fields in which two payloads differ by meaning. */
export function differingFields(a: PayloadFields, b: PayloadFields): FieldPath[] {
  return PAYLOAD_FIELDS.filter((path) => !sameField(path, a.get(path), b.get(path)));
}

export function samePayload(a: PayloadFields, b: PayloadFields): boolean {
  return differingFields(a, b).length === 0;
}

/** Equality of JSON values, key order aside. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((v, i) => sameJson(v, b[i]));
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((k) => Object.hasOwn(b, k) && sameJson(a[k], b[k]))
    );
  }
  return false;
}
