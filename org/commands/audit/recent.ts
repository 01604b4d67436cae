import type { AuditRecord } from '../../backends/backend';
import type { OrgSession } from '../session';

const DAY_MS = 86_400_000;
/** Looked through one after the other until one holds records, so that a busy org answers from little. */
const WINDOWS_DAYS = [1, 30, 365];

/**
 * The newest records of the audit trail, newest first: one page, at most `limit`. Empty where a year holds
 * none.
 */
export async function recentAudit(session: OrgSession, limit: number): Promise<readonly AuditRecord[]> {
  await session.backend.require(['read-audit'], session.signal);
  const now = session.clock.wall();
  for (const days of WINDOWS_DAYS) {
    const { records } = await session.backend.auditPage(
      {
        from: new Date(now - days * DAY_MS).toISOString(),
        // Clocks differ a little: what the org has just written must not lie in the future of the question.
        to: new Date(now + 5 * 60_000).toISOString(),
        newestFirst: true,
      },
      session.signal,
    );
    if (records.length > 0) return records.slice(0, limit);
  }
  return [];
}
