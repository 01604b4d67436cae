import type { Session } from '../../schemas/org-api';
import type { Exchange, HttpResponse } from '../http/exchange';
import type { StoredSession } from '../state/model';
import { settleSessions } from '../state/sessions';

export function listSessions({ org, query }: Exchange): HttpResponse {
  settleSessions(org);
  const items = org.state.sessions
    .filter((session) => session.policyId === query.policyId)
    .filter((session) => query.status === undefined || session.status === query.status);
  const shown = items.map(show);
  for (const session of items) countPoll(session);
  return { status: 200, body: { items: shown } };
}

function countPoll(session: StoredSession): void {
  if (session.status !== 'ACTIVE' || session.endsAfterPolls === undefined) return;
  session.endsAfterPolls--;
  if (session.endsAfterPolls <= 0) session.status = 'ENDED';
}

function show({ id, policyId, status, userId, startTime }: StoredSession): Session {
  return { id, policyId, status, userId, startTime };
}
