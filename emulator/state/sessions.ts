import type { EmulatedOrg } from '../org';
import type { StoredSession } from './model';

/** Ends the sessions that are due. */
export function settleSessions(org: EmulatedOrg): void {
  for (const session of org.state.sessions) {
    if (session.status === 'ACTIVE' && session.endsAt && Date.parse(session.endsAt) <= org.clock.now()) {
      session.status = 'ENDED';
    }
  }
}

export function activeSessions(org: EmulatedOrg, policyId: string): StoredSession[] {
  settleSessions(org);
  return org.state.sessions.filter((session) => session.policyId === policyId && session.status === 'ACTIVE');
}
