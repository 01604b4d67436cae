import type { PlannedChange } from '../plan/plan';
import { retire } from '../retire/retire';
import type { ApprovalRequest, ItemResult, OrgSession } from '../session';
import { messageOf, outcomeOf } from './execute';

/**
 * Retires the policies whose files are gone, after everything else is written. It looks for active sessions
 * once: what still has some stays disabled, and the next deploy goes on.
 */
export async function executeRemovals(
  session: OrgSession,
  removals: readonly PlannedChange[],
  halted: boolean,
): Promise<ItemResult[]> {
  const results: ItemResult[] = [];
  // The plan was shown and confirmed as a whole.
  const approval: ApprovalRequest = {
    inAdvance: true,
    confirm: async (plan) => ({ approved: true, typedName: plan.environment }),
  };
  const quiet: OrgSession = {
    ...session,
    emit: (event) => {
      if (event.type !== 'plan') session.emit(event);
    },
  };
  for (const c of removals) {
    const item = {
      name: c.name,
      kind: c.kind,
      ...(c.file === undefined ? {} : { file: c.file }),
      ...(c.id === undefined ? {} : { id: c.id }),
      action: c.action,
    };
    if (halted || session.signal?.aborted) {
      results.push({ ...item, outcome: 'not-tried', message: 'Not tried: the deploy stopped before.' });
      continue;
    }
    try {
      const { outcome, message } = await retire(quiet, { name: c.id!, approval, pollSeconds: 0 });
      results.push({ ...item, outcome: outcome === 'deleted' ? 'done' : 'failed', message });
    } catch (error) {
      results.push({ ...item, outcome: outcomeOf(error), message: messageOf(error), error });
    }
  }
  return results;
}
