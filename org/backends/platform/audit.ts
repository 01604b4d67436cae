import { growingPause, waitFor } from '../../commands/wait';
import { digest } from '../../model/digest';
import { OrgError } from '../../transport/errors/org-error';
import type { ApiAnswer, HttpClient } from '../../transport/http/client';
import type { Clock } from '../../transport/http/clock';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';
import type { AuditPage, AuditQuery, AuditRecord } from '../backend';

const QUERY = '/api/v2/audits/query';
/** The most that a page of results holds. */
const PAGE_SIZE = 500;
/** Longer than any query of the platform takes. */
const LIMIT_MS = 10 * 60_000;

/**
 * One page of the audit trail of the platform, whose queries run in the background: a query is begun and
 * waited for where there is no cursor yet. The cursor names the query, too, so that an interrupted export
 * goes on with its results; one the platform has forgotten is a 404.
 */
export async function platformAuditPage(
  http: HttpClient,
  clock: Clock,
  query: AuditQuery,
  signal?: AbortSignal,
): Promise<AuditPage> {
  const [transaction, cursor] =
    query.cursor === undefined
      ? [await finished(http, clock, query, signal), undefined]
      : parted(query.cursor);
  const request = { method: 'GET' as const, path: `${QUERY}/${encodeURIComponent(transaction)}/results` };
  const answer = await http.send({ ...request, query: { pageSize: PAGE_SIZE, cursor }, signal });
  const page = answer.json;
  if (!isRecord(page) || !Array.isArray(page['entities']) || !page['entities'].every(isRecord))
    throw wrongShape(http.org, request, 'an audit page has no "entities" array', answer.correlationId);
  const next = page['cursor'];
  return {
    records: page['entities'].map(recordOf),
    cursor: typeof next === 'string' && next !== '' ? `${transaction} ${next}` : undefined,
  };
}

function parted(cursor: string): [string, string] {
  const space = cursor.indexOf(' ');
  return [cursor.slice(0, space), cursor.slice(space + 1)];
}

/** Begins a query and waits until its results are there; its id. */
async function finished(
  http: HttpClient,
  clock: Clock,
  query: AuditQuery,
  signal: AbortSignal | undefined,
): Promise<string> {
  const filters = [
    ...(query.resourceType === undefined ? [] : [{ property: 'EntityType', value: query.resourceType }]),
    ...(query.actionType === undefined ? [] : [{ property: 'Action', value: query.actionType }]),
  ];
  const body = {
    interval: `${query.from}/${query.to}`,
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
