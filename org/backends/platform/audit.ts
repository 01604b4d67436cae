import { growingPause, waitFor } from '../../commands/wait';
import { digest } from '../../model/digest';
import { OrgError } from '../../transport/errors/org-error';
import type { ApiAnswer, HttpClient } from '../../transport/http/client';
import type { Clock } from '../../transport/http/clock';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';
import type { AuditPage, AuditQuery, AuditRecord } from '../backend';
import { auditedEntity } from './audited-entity';

const QUERY = '/api/v2/audits/query';
/** The most that a page of results holds. */
const PAGE_SIZE = 500;
/** Longer than any query of the platform takes. */
const LIMIT_MS = 10 * 60_000;

/** Longer intervals are asked for in parts: how much one query may cover is not documented. */
const WINDOW_MS = 30 * 86_400_000;

/** How far an export has got: in which part of the interval, in which query, and where in its results. */
interface ExportPosition {
  readonly window: number;
  readonly transaction: string | undefined;
  readonly cursor: string | undefined;
}

/**
 * One page of the audit trail of the platform, whose queries run in the background: a query is begun and
 * waited for where a part of the interval has none yet. The cursor names the query, too, so that an
 * interrupted export goes on with its results; one the platform has forgotten is a 404. Parts without a
 * record are passed over.
 */
export async function platformAuditPage(
  http: HttpClient,
  clock: Clock,
  query: AuditQuery,
  signal?: AbortSignal,
): Promise<AuditPage> {
  const windows = windowsOf(query);
  const first: ExportPosition = { window: 0, transaction: undefined, cursor: undefined };
  let at = query.cursor === undefined ? first : positionIn(query.cursor);
  for (;;) {
    const window = windows[at.window];
    if (window === undefined) return { records: [], cursor: undefined };
    const transaction = at.transaction ?? (await finished(http, clock, { ...query, ...window }, signal));
    const page = await resultsOf(http, transaction, at.cursor, signal);
    const next: ExportPosition =
      page.cursor === undefined
        ? { window: at.window + 1, transaction: undefined, cursor: undefined }
        : { window: at.window, transaction, cursor: page.cursor };
    const isLast = next.window >= windows.length;
    if (page.records.length > 0 || isLast)
      return { records: page.records, cursor: isLast ? undefined : textOf(next) };
    at = next;
  }
}

/** The interval in parts, in the order in which their records are wanted. */
function windowsOf({ from, to, newestFirst }: AuditQuery): { from: string; to: string }[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const windows: { from: string; to: string }[] = [];
  for (let at = start; at < end; at += WINDOW_MS) {
    const iso = (ms: number) => new Date(ms).toISOString();
    windows.push({ from: iso(at), to: iso(Math.min(at + WINDOW_MS, end)) });
  }
  return newestFirst === true ? windows.reverse() : windows;
}

function textOf({ window, transaction, cursor }: ExportPosition): string {
  return [window, transaction, cursor].filter((part) => part !== undefined).join(' ');
}

function positionIn(text: string): ExportPosition {
  const [window, transaction, ...cursor] = text.split(' ');
  return { window: Number(window), transaction, cursor: cursor.length === 0 ? undefined : cursor.join(' ') };
}

async function resultsOf(
  http: HttpClient,
  transaction: string,
  cursor: string | undefined,
  signal: AbortSignal | undefined,
): Promise<AuditPage> {
  const request = { method: 'GET' as const, path: `${QUERY}/${encodeURIComponent(transaction)}/results` };
  const answer = await http.send({ ...request, query: { pageSize: PAGE_SIZE, cursor }, signal });
  const page = answer.json;
  if (!isRecord(page) || !Array.isArray(page['entities']) || !page['entities'].every(isRecord))
    throw wrongShape(http.org, request, 'an audit page has no "entities" array', answer.correlationId);
  const next = page['cursor'];
  return {
    records: page['entities'].map(recordOf),
    cursor: typeof next === 'string' && next !== '' ? next : undefined,
  };
}

/** Begins a query and waits until its results are there; its id. */
async function finished(
  http: HttpClient,
  clock: Clock,
  query: AuditQuery,
  signal: AbortSignal | undefined,
): Promise<string> {
  const entity =
    query.resourceType === undefined ? undefined : await auditedEntity(http, query.resourceType, signal);
  const filters = [
    ...(entity === undefined ? [] : [{ property: 'EntityType', value: entity.name }]),
    ...(query.actionType === undefined ? [] : [{ property: 'Action', value: query.actionType }]),
  ];
  const body = {
    interval: `${query.from}/${query.to}`,
    ...(entity?.service === undefined ? {} : { serviceName: entity.service }),
    ...(filters.length === 0 ? {} : { filters }),
    sort: [{ name: 'Timestamp', sortOrder: query.newestFirst === true ? 'descending' : 'ascending' }],
  };
  const begun = await http.send({ method: 'POST', path: QUERY, body, readOnly: true, signal });
  const id = isRecord(begun.json) ? begun.json['id'] : undefined;
  if (typeof id !== 'string' || id === '')
    throw wrongShape(http.org, { method: 'POST', path: QUERY }, 'a query has no id', begun.correlationId);
  let state: ApiAnswer | undefined = begun;
  const done = await waitFor({ clock, signal }, { limitMs: LIMIT_MS, pauseMs: growingPause }, async () => {
    const path = `${QUERY}/${encodeURIComponent(id)}`;
    state ??= await http.send({ method: 'GET', path, signal });
    const { json } = state;
    state = undefined;
    const word = isRecord(json) ? json['state'] : undefined;
    if (word === 'Failed' || word === 'Cancelled')
      throw problem(http.org, `the platform's audit query ended as "${word}"`);
    return word === 'Succeeded' ? true : undefined;
  });
  if (done === undefined) throw problem(http.org, "the platform's audit query takes longer than ten minutes");
  return id;
}

/**
 * A record under the names that the export of every kind of org uses; what else the platform tells of it
 * stays.
 */
function recordOf(raw: Record<string, unknown>): AuditRecord {
  const { eventDate, entityType, user, remoteIp, ...rest } = raw;
  const member = (name: string, value: unknown) =>
    value === undefined || value === null ? {} : { [name]: value };
  const userId = isRecord(user) ? user['id'] : undefined;
  return {
    // A record without an id is known by its content, so that none is written twice.
    id: typeof raw['id'] === 'string' ? raw['id'] : digest(JSON.stringify(raw)).slice(0, 32),
    ...member('eventTimestamp', eventDate),
    ...member('userId', userId),
    ...member('resourceType', entityType),
    ...member('ipAddress', Array.isArray(remoteIp) ? remoteIp.join(', ') : remoteIp),
    ...rest,
    ...member('user', user),
  } as unknown as AuditRecord;
}

function problem(org: string, what: string): OrgError {
  return new OrgError({
    kind: 'server',
    org,
    what,
    written: 'Nothing was written in the org.',
    advice: 'Ask for a shorter time, or try again later.',
  });
}
