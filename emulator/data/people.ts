import type { GroupMember } from '../../schemas/org-api';
import type { Random } from '../random';

const first =
  'Ana Ben Chidi Dana Elif Farid Grete Hana Ivan Jo Kaja Luis Mei Noor Ola Priya Quinn Rosa Sam Tuva Uma Viktor Wen Yara Zoe'.split(
    ' ',
  );
const last = 'Abara Berg Costa Duarte Eriksen Fuchs Garcia Hansen Ito Jensen Kaya Larsen'.split(' ');

/** 300 people, about one in twelve of them inactive. */
export function people(random: Random): GroupMember[] {
  return Array.from({ length: first.length * last.length }, (_, i) => ({
    id: random.uuid(),
    name: `${first[i % first.length]} ${last[Math.floor(i / first.length)]}`,
    state: random.chance(1 / 12) ? ('inactive' as const) : ('active' as const),
  }));
}
