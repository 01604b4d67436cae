import type { HttpClient } from '../../transport/http/client';
import { wrongShape } from '../../transport/http/failure';
import { isRecord } from '../../transport/http/json';

const DETAILS = '/api/v2/recordings/screensessions/details';

/** The number of screen recording sessions in the whole org: the platform counts them under no policy. */
export async function sessionsInOrg(http: HttpClient, signal?: AbortSignal): Promise<number> {
  const request = { method: 'GET' as const, path: DETAILS };
  const answer = await http.send({ ...request, signal });
  const count = isRecord(answer.json) ? answer.json['count'] : undefined;
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0) return count;
  throw wrongShape(http.org, request, 'the "count" of sessions is not a number', answer.correlationId);
}
