import type { OrgSession } from '../session';

/** How long groups may take to synchronise. */
export interface GroupWait {
  /** Seconds in all; 0 looks once. */
  readonly seconds: number;
}

export const DEFAULT_GROUP_WAIT: GroupWait = { seconds: 300 };
const STEP_S = 30;

/** Waits until the org has these groups, or the time is over. */
export async function waitForGroups(
  session: OrgSession,
  ids: readonly string[],
  wait: GroupWait,
): Promise<void> {
  const total = Math.max(0, wait.seconds);
  const step = total >= 300 ? STEP_S : Math.min(STEP_S, Math.max(1, total / 10));
  let open = ids;
  for (let waited = 0; open.length > 0 && waited < total; ) {
    const pause = Math.min(step, total - waited);
    session.emit({
      type: 'phase',
      phase: 'wait-for-groups',
      message: `Waiting for ${open.length} group${open.length === 1 ? '' : 's'} to synchronise: ${open.join(', ')}`,
    });
    session.emit({ type: 'progress', phase: 'wait-for-groups', done: waited, total, unit: 'seconds' });
    await session.clock.sleep(pause * 1000, session.signal);
    waited += pause;
    const missing: string[] = [];
    for (const id of open)
      if ((await session.backend.group(id, session.signal)) === undefined) missing.push(id);
    open = missing;
  }
}
