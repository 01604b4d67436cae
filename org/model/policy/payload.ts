import type { PolicyBody as ScreenRecordingPolicy } from '../../../schemas/org-api';
import { isRecord } from '../../transport/http/json';
import { type FieldPath, inOrder, MEMBERS, type Member } from './fields';

export type { FieldPath } from './fields';

/** What every policy has, of whatever kind. */
type Named = Pick<ScreenRecordingPolicy, 'name' | 'description' | 'enabled'>;

/**
 * What is sent of a policy, and all that is compared: a screen recording policy, or a media retention policy.
 */
export type PolicyPayload = Named & Partial<Omit<ScreenRecordingPolicy, keyof Named>>;

export interface PayloadTarget {
  readonly type: string;
  readonly id: string;
}

/** A payload by field; a field that is absent has no entry. */
export type PayloadFields = ReadonlyMap<FieldPath, unknown>;

/** Takes the payload's fields out of any object: `$schema`, server-owned and unknown members stay behind. */
export function fieldsOf(value: unknown): Map<FieldPath, unknown> {
  const fields = new Map<FieldPath, unknown>();
  if (isRecord(value)) collect(value, MEMBERS, fields);
  return fields;
}

function collect(
  value: Readonly<Record<string, unknown>>,
  members: readonly Member[],
  into: Map<FieldPath, unknown>,
): void {
  for (const { name, field, members: inner } of members) {
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    if (field === undefined) {
      if (isRecord(found)) collect(found, inner, into);
    } else if (found !== undefined && found !== null)
      into.set(field.path, field.path === '/targets' ? targetsIn(found) : found);
    else if (field.marksPresence) into.set(field.path, false);
  }
}

/** Puts fields together into the object that is sent. */
export function payloadOf(fields: PayloadFields): PolicyPayload {
  const out: Record<string, unknown> = {};
  for (const path of inOrder(fields.keys())) setAt(out, path.slice(1).split('/'), fields.get(path));
  return out as unknown as PolicyPayload;
}

/** Sets a member at any depth, making the objects on the way. */
export function setAt(target: Record<string, unknown>, segments: readonly string[], value: unknown): void {
  let at = target;
  for (const name of segments.slice(0, -1)) {
    const inner = at[name];
    const next: Record<string, unknown> = isRecord(inner) ? inner : {};
    at[name] = next;
    at = next;
  }
  at[segments.at(-1)!] = value;
}

/** Only the payload's fields of an object. */
export function payloadWithoutUnknown(value: unknown): PolicyPayload {
  return payloadOf(fieldsOf(value));
}

/**
 * The targets of a field's value; what is no target stays as it is, so that a rule or the org can refuse it.
 */
function targetsIn(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((t) =>
    isRecord(t) && typeof t['type'] === 'string' && typeof t['id'] === 'string'
      ? { type: t['type'], id: t['id'] }
      : t,
  );
}
