import type { GroupMember } from '../../schemas/org-api';
import { isoTime } from '../clock';
import type { Random } from '../random';
import type { StoredPolicy, StoredSession } from '../state/model';

/**
 * Sessions under the first eight policies: one that has ended and up to three active ones that end within ten
 * minutes.
 */
export function demoSessions(
  random: Random,
  policies: readonly StoredPolicy[],
  staff: readonly GroupMember[],
  now: number,
): StoredSession[] {
  return policies.slice(0, 8).flatMap((policy) => {
    const session = (status: 'ACTIVE' | 'ENDED'): StoredSession => ({
      id: random.uuid(),
      policyId: policy.id,
      status,
      userId: random.pick(staff).id,
      startTime: isoTime(now - random.integer(60, 3600) * 1000),
      ...(status === 'ACTIVE' ? { endsAt: isoTime(now + random.integer(20, 600) * 1000) } : {}),
    });
    return [session('ENDED'), ...Array.from({ length: random.integer(1, 3) }, () => session('ACTIVE'))];
  });
}
