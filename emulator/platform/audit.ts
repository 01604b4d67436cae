import { randomUUID } from 'node:crypto';
import { badRequest, notFound } from '../errors';
import type { HttpResponse } from '../http/exchange';
import type { PlatformExchange } from './exchange';
import { queryOf } from './pages';

/** The longest interval that one query takes. */
const MAX_DAYS = 31;
/** Questions about a query before it has succeeded. */
const POLLS = 1;

interface AuditQueryBody {
  interval?: unknown;
  serviceName?: unknown;
  filters?: { property: string; value: string }[];
  sort?: { name: string; sortOrder: string }[];
}

export function getAuditServices(): HttpResponse {
  const actions = ['Create', 'Update', 'Delete'].map((name) => name);
  const entities = [
    { name: 'RecordingSettings', actions },
    { name: 'MediaRetentionPolicy', actions },
  ];
  return { status: 200, body: { services: [{ name: 'Recording', entities }] } };
}

export function beginAuditQuery({ state, body }: PlatformExchange): HttpResponse {
  const [from, to] = intervalOf(body as AuditQueryBody);
  if (to - from > MAX_DAYS * 86_400_000) throw badRequest(`An audit query covers ${MAX_DAYS} days at most.`);
  const id = randomUUID();
  state.auditQueries[id] = { body, polls: 0 };
  return { status: 202, body: { id, state: 'Queued' } };
}

export function getAuditQuery({ state, params }: PlatformExchange): HttpResponse {
  const id = params[0]!;
  const query = state.auditQueries[id];
  if (query === undefined) throw notFound('audit query', id);
  return { status: 200, body: { id, state: query.polls++ < POLLS ? 'Running' : 'Succeeded' } };
}

export function getAuditResults({ org, state, params, request }: PlatformExchange): HttpResponse {
  const id = params[0]!;
  const stored = state.auditQueries[id];
  if (stored === undefined) throw notFound('audit query', id);
  const query = queryOf(request, ['cursor', 'pageSize', 'expand']);
  const { filters = [], sort = [] } = stored.body as AuditQueryBody;
  const [from, to] = intervalOf(stored.body as AuditQueryBody);
  const wanted = org.state.audit.filter((r) => {
    const at = Date.parse(r.eventTimestamp ?? '');
    const fits = (f: { property: string; value: string }) =>
      f.property === 'Action'
        ? r.action === f.value
        : f.property === 'EntityType'
          ? r.resourceType === f.value
          : true;
    return at >= from && at < to && filters.every(fits);
  });
  const ordered = wanted.toSorted((a, b) => Date.parse(a.eventTimestamp!) - Date.parse(b.eventTimestamp!));
  if (sort[0]?.sortOrder === 'descending') ordered.reverse();
  const size = Math.min(500, Number(query.get('pageSize') ?? 25));
  const start = Number(query.get('cursor') ?? 0);
  const end = start + size;
  const entities = ordered.slice(start, end).map((r) => ({
    id: r.id,
    eventDate: r.eventTimestamp,
    serviceName: 'Recording',
    action: r.action,
    entityType: r.resourceType,
    user: { id: r.userId },
    remoteIp: [r.ipAddress],
    correlationId: r.correlationId,
  }));
  return {
    status: 200,
    body: { id, pageSize: size, entities, ...(end < ordered.length ? { cursor: String(end) } : {}) },
  };
}

function intervalOf({ interval }: AuditQueryBody): [number, number] {
  const [from, to] = String(interval)
    .split('/')
    .map((t) => Date.parse(t));
  if (from === undefined || to === undefined || !(to > from))
    throw badRequest('"interval" must be two ISO 8601 times with a slash between, the later one second.');
  return [from, to];
}
