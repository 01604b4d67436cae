import { operations } from '../http/openapi';
import { type Fault, type FaultAction, preparations, shapeChanges } from './types';

const requiredFields: Record<FaultAction['kind'], readonly string[]> = {
  delay: ['ms'],
  'expire-tokens': [],
  'revoke-tokens': [],
  'second-editor': [],
  stale: [],
  status: ['status'],
  html: ['status'],
  text: ['status', 'text'],
  'retry-after': ['value'],
  redirect: ['status', 'location'],
  reset: [],
  close: [],
  hang: [],
  truncate: [],
  drip: ['everyMs'],
  huge: ['bytes'],
  shape: ['change'],
  patch: ['set'],
};
/** Every kind of fault. */
export const faultKinds = Object.keys(requiredFields);
const faultFields = ['match', 'nth', 'times', 'probability', 'do'];
const matchFields = ['operation', 'method', 'path', 'query', 'bodyIncludes'];

/** Faults read from a file or the control API: one or a list. Throws a message that names what is wrong. */
export function parseFaults(value: unknown): Fault[] {
  return (Array.isArray(value) ? value : [value]).map((item, i) => parseFault(item, `fault ${i + 1}`));
}

function parseFault(value: unknown, where: string): Fault {
  const fault = record(value, where);
  onlyFields(fault, faultFields, where);
  const match = fault.match === undefined ? {} : record(fault.match, `${where}, match`);
  onlyFields(match, matchFields, `${where}, match`);
  for (const name of [match.operation ?? []].flat()) {
    if (!operations.some((operation) => operation.id === name))
      throw new Error(`${where}: no operation '${name}'.`);
  }
  const action = record(fault.do, `${where}, do`);
  const kind = action.kind as FaultAction['kind'];
  const required = Object.hasOwn(requiredFields, String(kind)) ? requiredFields[kind] : undefined;
  if (!required)
    throw new Error(`${where}: no kind '${String(kind)}'. Kinds: ${Object.keys(requiredFields).join(', ')}.`);
  const missing = required.find((field) => !(field in action));
  if (missing) throw new Error(`${where}: '${kind}' needs '${missing}'.`);
  if (kind === 'shape' && !(shapeChanges as readonly unknown[]).includes(action.change)) {
    throw new Error(`${where}: no change '${String(action.change)}'. Changes: ${shapeChanges.join(', ')}.`);
  }
  if ((preparations as readonly string[]).includes(kind) && 'when' in action) {
    throw new Error(`${where}: '${kind}' always comes before; it takes no 'when'.`);
  }
  return fault as unknown as Fault;
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${where} must be an object.`);
  return value as Record<string, unknown>;
}

function onlyFields(value: Record<string, unknown>, allowed: readonly string[], where: string): void {
  const unknown = Object.keys(value).find((field) => !allowed.includes(field));
  if (unknown) throw new Error(`${where}: no field '${unknown}'. Fields: ${allowed.join(', ')}.`);
}
