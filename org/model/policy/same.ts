import { targetKey } from '../../../core/index/policy-facts';
import { isRecord } from '../../transport/http/json';
import { canonicalText, type FieldPath, fieldAt, inOrder } from './fields';
import type { PayloadFields } from './payload';

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
  if (a === b) return true;
  const field = fieldAt(path);
  if (field?.kind === 'mediaPolicy') {
    // A file that leaves it out leaves it as the org has it.
    if (path === '/order' && (a === undefined || b === undefined)) return true;
    // Where a flag stands for its object, absent is not false: nothing would be recorded then.
    if (field.marksPresence) return a === b;
    return canonicalText(field, a) === canonicalText(field, b);
  }
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
  const differing = new Set<FieldPath>();
  for (const [path, value] of a) if (!sameField(path, value, b.get(path))) differing.add(path);
  for (const [path, value] of b) if (!a.has(path) && !sameField(path, undefined, value)) differing.add(path);
  return inOrder(differing);
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
