import type { PayloadFields } from '../../model/policy/payload';
import { differingFields, sameJson } from '../../model/policy/same';
import type { FieldChange } from './plan';

/** The fields in which two payloads differ, as a plan shows them. */
export function fieldChanges(from: PayloadFields | undefined, to: PayloadFields): FieldChange[] {
  if (from === undefined) return [...to].map(([path, value]) => ({ path, to: value }));
  return differingFields(from, to).map((path) => change(path, from.get(path), to.get(path)));
}

/** The same for plain objects such as the recording settings: members of `to` that differ. */
export function memberChanges(
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): FieldChange[] {
  return Object.keys(to)
    .filter((key) => !sameJson(from[key], to[key]))
    .map((key) => change(`/${key}`, from[key], to[key]));
}

function change(path: string, from: unknown, to: unknown): FieldChange {
  return { path, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
