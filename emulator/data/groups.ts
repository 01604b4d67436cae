import type { GroupMember } from '../../schemas/org-api';
import { isoTime } from '../clock';
import type { Random } from '../random';
import type { StoredGroup } from '../state/model';

const departments =
  'Support,Payments,Sales,Claims,Collections,Retention,Fraud,Onboarding,Loyalty,TechSupport'.split(',');
const roles = ['Agents', 'Team Leads', 'Evening Shift', 'Vendors'];

/** Seconds after the start until the one late group has been synchronised. */
const lateBySeconds = 45;

/**
 * 40 groups, `<Department> <Role>`; two are empty, one has only inactive members, one is large, one
 * synchronises late.
 */
export function demoGroups(random: Random, staff: readonly GroupMember[], now: number): StoredGroup[] {
  const names = departments.flatMap((department) => roles.map((role) => `${department} ${role}`));
  return names.map((name) => {
    const group: StoredGroup = { id: random.uuid(), name, members: membersOf(name, random, staff) };
    return name === 'Claims Evening Shift'
      ? { ...group, sync: { at: isoTime(now + lateBySeconds * 1000) } }
      : group;
  });
}

function membersOf(name: string, random: Random, staff: readonly GroupMember[]): GroupMember[] {
  if (name === 'Loyalty Vendors' || name === 'Onboarding Vendors') return [];
  if (name === 'Collections Vendors')
    return staff.filter((member) => member.state === 'inactive').slice(0, 5);
  if (name === 'TechSupport Agents') return staff.slice(0, 160).map((member) => ({ ...member }));
  const count = name.endsWith('Team Leads') ? random.integer(2, 6) : random.integer(8, 40);
  const start = random.integer(0, staff.length - count);
  return staff.slice(start, start + count).map((member) => ({ ...member }));
}
