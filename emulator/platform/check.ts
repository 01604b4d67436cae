import mediaPolicySchema from '../../schemas/media-policy.schema.json';
import { ApiError } from '../errors';
import type { PlatformState, References } from './model';

interface ModelNode {
  $ref?: string;
  type?: string;
  properties?: Record<string, ModelNode>;
  required?: string[];
  items?: ModelNode;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  'x-reference'?: string;
}

interface PolicyFault {
  fieldName: string;
  errorCode: string;
  message: string;
}

const ROOT = mediaPolicySchema as unknown as ModelNode & { definitions: Record<string, ModelNode> };
/** Sent back by clients as they were read; the platform takes and ignores them. */
const SERVER_OWNED = new Set(mediaPolicySchema['x-serverOwned']);
/** Ours alone: no policy of the platform has it. */
const NOT_OF_THE_PLATFORM = new Set(['$schema', 'forGroups']);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (v) => typeof v === 'string',
  boolean: (v) => typeof v === 'boolean',
  integer: (v) => Number.isInteger(v),
  array: Array.isArray,
  object: (v) => typeof v === 'object' && v !== null && !Array.isArray(v),
};

/** Refuses a policy that the models do not describe, or that names what the org does not have. */
export function checkPolicy(body: unknown, state: PlatformState): { name: string } {
  if (!TYPES['object']!(body)) throw refusal('recording.policy.invalid', 'The policy is not an object.', []);
  const policy = Object.fromEntries(
    Object.entries(body as Record<string, unknown>).filter(([key]) => !SERVER_OWNED.has(key)),
  );
  const faults: PolicyFault[] = [];
  visit(ROOT, policy, '', state, faults);
  if (typeof policy['name'] !== 'string' || policy['name'].trim() === '')
    faults.push({ fieldName: 'name', errorCode: 'missing.property', message: 'a policy needs a name' });
  const [first] = faults;
  if (first !== undefined)
    throw refusal(
      first.errorCode.startsWith('recording.') ? first.errorCode : 'recording.policy.invalid',
      `${first.fieldName}: ${first.message}.`,
      faults,
    );
  checkRetention(policy, state);
  return policy as { name: string };
}

function visit(
  raw: ModelNode,
  value: unknown,
  path: string,
  state: PlatformState,
  faults: PolicyFault[],
): void {
  const node = raw.$ref === undefined ? raw : ROOT.definitions[raw.$ref.slice('#/definitions/'.length)]!;
  const fault = (errorCode: string, message: string) => faults.push({ fieldName: path, errorCode, message });
  if (value === null || value === undefined) return;
  const kind = node['x-reference'];
  if (kind !== undefined) {
    const why = referenceFault(kind, value, state);
    if (why !== undefined) fault(why.code, why.message);
    return;
  }
  if (node.type !== undefined && !TYPES[node.type]!(value))
    return void fault('invalid.type', `is not of the type ${node.type}`);
  if (node.enum !== undefined && !node.enum.includes(value))
    fault('invalid.value', `is none of ${node.enum.join(', ')}`);
  if (typeof value === 'string' && node.pattern !== undefined && !new RegExp(node.pattern).test(value))
    fault('invalid.value', `does not fit ${node.pattern}`);
  if (typeof value === 'number' && (value < (node.minimum ?? value) || value > (node.maximum ?? value)))
    fault('invalid.value', `${value} is out of range`);
  if (Array.isArray(value))
    for (const [i, item] of value.entries()) visit(node.items ?? {}, item, `${path}[${i}]`, state, faults);
  else if (node.properties !== undefined) {
    const members = value as Record<string, unknown>;
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    for (const [name, inner] of Object.entries(members)) {
      const known = NOT_OF_THE_PLATFORM.has(name) ? undefined : node.properties[name];
      if (known === undefined)
        faults.push({
          fieldName: at(name),
          errorCode: 'unknown.property',
          message: 'is no field of the model',
        });
      else visit(known, inner, at(name), state, faults);
    }
    if (path !== '')
      for (const name of node.required ?? [])
        if (members[name] === undefined && name !== 'recordACW')
          faults.push({ fieldName: at(name), errorCode: 'missing.property', message: 'is required' });
  }
}

function referenceFault(
  kind: string,
  value: unknown,
  state: PlatformState,
): { code: string; message: string } | undefined {
  const member = kind === 'surveyForm' ? 'contextId' : 'id';
  if (!TYPES['object']!(value)) return { code: 'invalid.type', message: 'is no reference to an object' };
  const id = (value as Record<string, unknown>)[member];
  if (typeof id !== 'string') return { code: 'missing.property', message: `has no ${member}` };
  const all = state.references[kind as keyof References] ?? [];
  if (all.some((entity) => entity[member] === id && entity['state'] !== 'deleted')) return undefined;
  return {
    code: kind === 'queue' ? 'recording.policy.invalid.queue' : 'recording.policy.invalid',
    message: `there is no ${kind} with the id ${id} in this org`,
  };
}

function checkRetention(policy: Record<string, unknown>, { dataRetentionDays }: PlatformState): void {
  const media = Object.values((policy['mediaPolicies'] ?? {}) as Record<string, { actions?: ModelNode }>);
  const actions = [policy['actions'], ...media.map((m) => m?.actions)];
  for (const one of actions) {
    const retention = (one as { retentionDuration?: { deleteRetention?: { days?: number } } } | undefined)
      ?.retentionDuration;
    const days = retention?.deleteRetention?.days ?? 0;
    if (days > dataRetentionDays)
      throw refusal(
        'recording.policy.analytics.retention.violation',
        `The policy keeps recordings ${days} days, and this org keeps interactions ${dataRetentionDays} days at most.`,
        [],
      );
  }
}

function refusal(code: string, message: string, faults: readonly PolicyFault[]): ApiError {
  return new ApiError(
    400,
    code,
    message,
    faults.map(({ fieldName, errorCode }) => ({ fieldName, errorCode })),
  );
}
