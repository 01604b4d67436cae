import { ApiError, badRequest, notFound } from '../errors';
import type { HttpResponse } from '../http/exchange';
import { checkPolicy } from './check';
import { type PlatformExchange, stamp } from './exchange';
import type { StoredMediaPolicy } from './model';
import { numberedPage, queryOf } from './pages';

const PATH = '/api/v2/recording/mediaretentionpolicies';
const LIST_QUERY = ['pageSize', 'pageNumber', 'sortBy', 'expand', 'name', 'enabled', 'summary', 'hasErrors'];

export function listPolicies({ state, request }: PlatformExchange): HttpResponse {
  const query = queryOf(request, [...LIST_QUERY, 'deleteDaysThreshold']);
  const name = query.get('name');
  const enabled = query.get('enabled');
  const all = state.policies.filter(
    (p) => (name === null || p.name === name) && (enabled === null || String(p['enabled']) === enabled),
  );
  return { status: 200, body: numberedPage(all.map(shown), query, PATH) };
}

export function getPolicy(exchange: PlatformExchange): HttpResponse {
  return { status: 200, body: shown(find(exchange)) };
}

export function createPolicy(exchange: PlatformExchange): HttpResponse {
  const { org, state, body } = exchange;
  const sent = checkPolicy(body, state);
  checkName(exchange, sent.name);
  const { id, time } = stamp(org);
  const made = stored({ ...sent, id, createdDate: time, modifiedDate: time });
  state.policies.push(made);
  changed(exchange, 'create', undefined, made);
  return { status: 200, body: shown(made) };
}

/** Replaces the whole policy: what is left out is gone. */
export function replacePolicy(exchange: PlatformExchange): HttpResponse {
  const { org, state, body } = exchange;
  const before = find(exchange);
  const sent = checkPolicy(body, state);
  checkName(exchange, sent.name, before.id);
  const { id, createdDate } = before;
  const after = stored({ ...sent, id, createdDate, modifiedDate: stamp(org).time });
  state.policies[state.policies.indexOf(before)] = after;
  changed(exchange, 'update', before, after);
  return { status: 200, body: shown(after) };
}

export function setPolicyEnabled(exchange: PlatformExchange): HttpResponse {
  const { org, state, body } = exchange;
  const before = find(exchange);
  const { enabled, ...others } = (body ?? {}) as Record<string, unknown>;
  if (typeof enabled !== 'boolean' || Object.keys(others).length > 0)
    throw badRequest('A patch of a policy holds "enabled" and nothing else.');
  const after = { ...before, enabled, modifiedDate: stamp(org).time };
  state.policies[state.policies.indexOf(before)] = after;
  changed(exchange, 'update', before, after);
  return { status: 200, body: shown(after) };
}

export function deletePolicy(exchange: PlatformExchange): HttpResponse {
  const { state } = exchange;
  const before = find(exchange);
  state.policies = state.policies.filter((p) => p !== before);
  changed(exchange, 'delete', before, undefined);
  return { status: 200, body: {} };
}

function find({ state, params }: PlatformExchange): StoredMediaPolicy {
  const found = state.policies.find((p) => p.id === params[0]);
  if (found === undefined) {
    const { message } = notFound('policy', params[0]!);
    throw new ApiError(404, 'recording.policy.not.found', message);
  }
  return found;
}

function checkName({ state }: PlatformExchange, name: string, own?: string): void {
  const key = name.trim().toLowerCase();
  if (!state.policies.some((p) => p.id !== own && p.name.trim().toLowerCase() === key)) return;
  throw new ApiError(400, 'recording.policy.name.duplicate.name', `There is a policy named "${name}".`);
}

function changed(
  { org, record, clientId }: PlatformExchange,
  action: 'create' | 'update' | 'delete',
  before: StoredMediaPolicy | undefined,
  after: StoredMediaPolicy | undefined,
): void {
  const { id, name } = (after ?? before)!;
  org.changedByRequest(record, clientId, {
    action,
    kind: 'policy',
    id,
    name,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
}

/** As the platform keeps it: of what is referred to nothing but the id. */
function stored(policy: StoredMediaPolicy): StoredMediaPolicy {
  return bare(policy, '') as StoredMediaPolicy;
}

function bare(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((v) => bare(v, path));
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  if (path !== '' && (typeof members['id'] === 'string' || typeof members['contextId'] === 'string'))
    return typeof members['id'] === 'string' ? { id: members['id'] } : { contextId: members['contextId'] };
  return Object.fromEntries(
    Object.entries(members).map(([k, v]) => [k, v === null ? undefined : bare(v, `${path}/${k}`)]),
  );
}

/** As the platform answers it: references with their addresses, flags spelt out. */
function shown(policy: StoredMediaPolicy): object {
  return { ...(withAddresses(policy) as object), selfUri: `${PATH}/${policy.id}` };
}

function withAddresses(value: unknown, above = ''): unknown {
  if (Array.isArray(value)) return value.map((v) => withAddresses(v, above));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([k, v]) => [k, withAddresses(v, k)] as const);
  if (members.length === 1 && members[0]![0] === 'id')
    return { id: members[0]![1], selfUri: `/api/v2/${above}/${String(members[0]![1])}` };
  return Object.fromEntries(members);
}
