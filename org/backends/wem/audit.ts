import type { HttpClient } from '../../transport/http/client';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';
import type { AuditPage, AuditQuery, AuditRecord } from '../backend';
import { PAGE_SIZE } from '../paging';
import { parseId, shaped } from '../shape';

const AUDIT = '/api/v2/audit/logs';

/** One page of the audit trail, oldest first. */
export async function auditPage(
  http: HttpClient,
  query: AuditQuery,
  signal?: AbortSignal,
): Promise<AuditPage> {
  const request = { method: 'GET' as const, path: AUDIT };
  const answer = await http.send({
    ...request,
    query: {
      dateFrom: query.from,
      dateTo: query.to,
      resourceType: query.resourceType,
      actionType: query.actionType,
      pageSize: PAGE_SIZE,
      sortOrder: query.newestFirst === true ? 'DESC' : 'ASC',
      cursor: query.cursor,
    },
    signal,
  });
  const page = answer.json;
  if (!isRecord(page) || !Array.isArray(page['entities']))
    throw wrongShape(http.org, request, 'an audit page has no "entities" array', answer.correlationId);
  for (const record of page['entities']) shaped(http.org, request, () => parseId(record, 'an audit record'));
  const cursor = page['cursor'];
  if (cursor !== undefined && cursor !== null && typeof cursor !== 'string')
    throw wrongShape(http.org, request, 'the cursor is not a text', answer.correlationId);
  return { records: page['entities'] as AuditRecord[], cursor: cursor || undefined };
}
