import type { AuditRecord, GroupMember } from '../../schemas/org-api';
import { isoTime } from '../clock';
import type { Random } from '../random';

const actions: readonly (readonly [action: string, resourceType: string])[] = [
  ['LOGIN', 'ORGANIZATION_ADMIN'],
  ['LOGIN', 'ORGANIZATION_ADMIN'],
  ['LOGOUT', 'ORGANIZATION_ADMIN'],
  ['SETTINGS_EDIT', 'ORGANIZATION_ADMIN'],
  ['USER_CREATE', 'ORGANIZATION_ADMIN'],
  ['SCREEN_RECORDING_POLICY_UPDATE', 'SCREEN_RECORDING_POLICY'],
  ['RECORDING_SETTINGS_UPDATE', 'RECORDING_SETTINGS'],
  ['ORPHAN_RECORDING_DELETE', 'ORPHAN_RECORDING'],
];
const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0',
  'Mozilla/5.0 (Macintosh) Safari/605.1',
  'curl/8.5.0',
];

/**
 * Records over thirty days, oldest first. Every fiftieth pair shares one instant, so that paging by time
 * alone loses some.
 */
export function demoAudit(
  random: Random,
  count: number,
  staff: readonly GroupMember[],
  base: number,
): AuditRecord[] {
  const span = 30 * 86_400_000;
  let previous = base;
  return Array.from({ length: count }, (_, i) => {
    const time = i % 50 === 49 ? previous : base + Math.floor((span * i) / count) + random.integer(0, 30_000);
    previous = time;
    const [action, resourceType] = random.pick(actions);
    return {
      id: random.uuid(),
      sessionId: random.uuid(),
      eventTimestamp: isoTime(time),
      userId: random.pick(staff).id,
      action,
      resourceType,
      ipAddress: `203.0.113.${random.integer(1, 254)}`,
      userAgent: random.pick(browsers),
      correlationId: random.uuid(),
    };
  });
}
