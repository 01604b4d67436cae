import type { AuditRecord } from '../../schemas/org-api';
import { badRequest } from '../errors';
import type { Exchange, HttpResponse } from '../http/exchange';

/** Where a page ends. It names the query it belongs to, so that it cannot be used with another. */
interface Cursor {
  query: string;
  generation: number;
  /** Position after the last record that was shown: its time and id. Absent: the start. */
  after?: [string, string];
}

export function listAuditLogs({ org, query }: Exchange): HttpResponse {
  const { cursor: given, pageSize, ...filters } = query;
  const identity = JSON.stringify(filters);
  const cursor =
    given === undefined ? undefined : readCursor(given as string, identity, org.cursorGeneration);
  const direction = query.sortOrder === 'DESC' ? -1 : 1;
  const rest = org.state.audit
    .filter(matching(filters))
    .sort((a, b) => direction * compare(position(a), position(b)))
    .filter((record) => !cursor?.after || direction * compare(position(record), cursor.after) > 0);
  const entities = rest.slice(0, pageSize as number);
  const write = (after?: [string, string]) =>
    writeCursor({ query: identity, generation: org.cursorGeneration, ...(after ? { after } : {}) });
  const more = rest.length > entities.length;
  return {
    status: 200,
    startCursor: write(cursor?.after),
    body: {
      entities: structuredClone(entities),
      ...(more ? { cursor: write(position(entities.at(-1)!)) } : {}),
    },
  };
}

function matching(filters: Record<string, unknown>): (record: AuditRecord) => boolean {
  const from = Date.parse(filters.dateFrom as string);
  const to = Date.parse(filters.dateTo as string);
  if (from >= to) {
    throw badRequest('dateFrom must be before dateTo.', [
      { errorCode: 'invalid.date', fieldName: 'dateFrom' },
    ]);
  }
  const actions = (filters.actionType as string | undefined)?.split(',').map((action) => action.trim());
  return (record) => {
    const time = Date.parse(record.eventTimestamp);
    return (
      time >= from &&
      time < to &&
      (filters.resourceType === undefined || record.resourceType === filters.resourceType) &&
      (actions === undefined || actions.includes(record.action))
    );
  };
}

function position(record: AuditRecord): [string, string] {
  return [record.eventTimestamp, record.id];
}

function compare(a: [string, string], b: [string, string]): number {
  return Date.parse(a[0]) - Date.parse(b[0]) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

function readCursor(text: string, query: string, generation: number): Cursor {
  let cursor: Partial<Cursor> | undefined;
  try {
    cursor = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Partial<Cursor>;
  } catch {
    cursor = undefined;
  }
  const refuse = (code: string, message: string) =>
    badRequest(message, [{ errorCode: code, fieldName: 'cursor' }]);
  if (cursor?.query === undefined) throw refuse('invalid.cursor', 'The cursor was not issued by this org.');
  if (cursor.query !== query) throw refuse('invalid.cursor', 'The cursor belongs to another query.');
  if (cursor.generation !== generation) throw refuse('cursor.expired', 'The cursor has expired.');
  return cursor as Cursor;
}
