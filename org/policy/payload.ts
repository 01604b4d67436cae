import type { PolicyPayload as ApiPolicyPayload } from '../../schemas/org-api';
import { isRecord } from '../http/json';

/** What is sent of a policy, and all that is compared. */
export type PolicyPayload = ApiPolicyPayload;

export interface Target {
  readonly type: string;
  readonly id: string;
}

/** The payload's own fields by JSON pointer, in the order files and requests have them. */
export const PAYLOAD_FIELDS = [
  '/name',
  '/description',
  '/enabled',
  '/recordingType',
  '/targets',
  '/retentionDays',
  '/complianceSettings/maskSensitiveData',
  '/complianceSettings/allowedMaskPatterns',
  '/complianceSettings/requireAgentConsent',
  '/priority',
  '/evaluationMode',
] as const;

export type FieldPath = (typeof PAYLOAD_FIELDS)[number];

/** A payload by field; a field that is absent has no entry. */
export type PayloadFields = ReadonlyMap<FieldPath, unknown>;

/** Takes the payload's fields out of any object: `$schema`, server-owned and unknown members stay behind. */
export function fieldsOf(value: unknown): Map<FieldPath, unknown> {
  const fields = new Map<FieldPath, unknown>();
  if (!isRecord(value)) return fields;
  for (const path of PAYLOAD_FIELDS) {
    const [, first, second] = path.split('/') as [string, string, string | undefined];
    const outer = Object.hasOwn(value, first) ? value[first] : undefined;
    const found =
      second === undefined
        ? outer
        : isRecord(outer) && Object.hasOwn(outer, second)
          ? outer[second]
          : undefined;
    if (found === undefined || found === null) continue;
    fields.set(path, path === '/targets' ? targetsIn(found) : found);
  }
  return fields;
}

/** Puts fields together into the object that is sent. */
export function payloadOf(fields: PayloadFields): PolicyPayload {
  const out: Record<string, unknown> = {};
  for (const path of PAYLOAD_FIELDS) {
    if (!fields.has(path)) continue;
    const [, first, second] = path.split('/') as [string, string, string | undefined];
    if (second === undefined) out[first] = fields.get(path);
    else {
      out[first] ??= {};
      const inner = out[first] as Record<string, unknown>;
      inner[second] = fields.get(path);
    }
  }
  return out as unknown as PolicyPayload;
}

/** Only the payload's fields of an object. */
export function payloadIn(value: unknown): PolicyPayload {
  return payloadOf(fieldsOf(value));
}

/** The targets of a field's value; what is no target stays as it is, so that a rule or the org can refuse it. */
function targetsIn(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((t) =>
    isRecord(t) && typeof t['type'] === 'string' && typeof t['id'] === 'string'
      ? { type: t['type'], id: t['id'] }
      : t,
  );
}
