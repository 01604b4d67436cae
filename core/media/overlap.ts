import { isRecord } from '../config/read';
import type { MediaRule } from './media-rules';
import { says } from './media-rules';

/** Lists of which any entry is enough. */
const LISTS = [
  'forQueues',
  'forUsers',
  'forGroups',
  'teams',
  'wrapupCodes',
  'languages',
  'directions',
] as const;
export type ListCondition = (typeof LISTS)[number];

/** One interaction that meets the conditions of both: an entry of each list that one of them names. */
export type Witness = ReadonlyMap<ListCondition | 'day' | 'time' | 'date', string>;

/** Whether one interaction can meet two sets of conditions. */
export type ConditionOverlap =
  | { readonly kind: 'disjoint' }
  /** What decides cannot be compared here. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'common'; readonly witness: Witness };

const DISJOINT: ConditionOverlap = { kind: 'disjoint' };
const UNKNOWN: ConditionOverlap = { kind: 'unknown' };

/**
 * Compares the conditions of two parts on one medium. Texts are compared as `resolve` gives them, so that an
 * id and a variable of that value are one; an id and a name may or may not be the same thing.
 */
export function overlapOf(
  one: MediaRule,
  other: MediaRule,
  resolve: (text: string) => string,
): ConditionOverlap {
  const witness = new Map<ListCondition | 'day' | 'time' | 'date', string>();
  let isUnknown = false;
  // Users and the members of groups are one list to the platform: who is a member is not known here.
  const hasGroups = says(one.conditions['forGroups']) || says(other.conditions['forGroups']);
  for (const name of LISTS) {
    const a = textsIn(one.conditions[name], resolve);
    const b = textsIn(other.conditions[name], resolve);
    if (a === undefined || b === undefined) isUnknown = true;
    else if (a.length > 0 && b.length > 0) {
      const common = a.find((text) => b.includes(text));
      if (common !== undefined) witness.set(name, common);
      else if (comparable([...a, ...b]) && !(hasGroups && name.startsWith('for') && name !== 'forQueues'))
        return DISJOINT;
      else isUnknown = true;
    } else if (a.length + b.length > 0) witness.set(name, (a[0] ?? b[0])!);
  }
  const limits = (r: MediaRule) => says(r.conditions['forUsers']) || says(r.conditions['forGroups']);
  if (hasGroups && limits(one) && limits(other) && !sharesPeople(one, other, resolve)) isUnknown = true;
  const rest = restOf(one, other, witness);
  if (rest === 'disjoint') return DISJOINT;
  return isUnknown || rest === 'unknown' ? UNKNOWN : { kind: 'common', witness };
}

/** Whether both name one user or one group. */
function sharesPeople(one: MediaRule, other: MediaRule, resolve: (text: string) => string): boolean {
  return (['forUsers', 'forGroups'] as const).some((name) => {
    const theirs = textsIn(other.conditions[name], resolve) ?? [];
    return (textsIn(one.conditions[name], resolve) ?? []).some((text) => theirs.includes(text));
  });
}

/** Dates, hours, duration and participation. */
function restOf(
  one: MediaRule,
  other: MediaRule,
  witness: Map<ListCondition | 'day' | 'time' | 'date', string>,
): 'disjoint' | 'unknown' | 'common' {
  const [a, b] = [one.conditions, other.conditions];
  const [p, q] = [a['customerParticipation'], b['customerParticipation']];
  if (typeof p === 'string' && typeof q === 'string' && p !== q) return 'disjoint';
  let result: 'unknown' | 'common' = 'common';
  for (const name of ['dateRanges', 'duration', 'timeAllowed'] as const) {
    if (!says(a[name]) || !says(b[name])) {
      const [slot] = slotsIn(says(a[name]) ? a[name] : b[name]);
      if (name === 'timeAllowed' && slot !== undefined)
        witness.set('day', String(slot.day)).set('time', slot.from.slice(0, 5));
      continue;
    }
    if (JSON.stringify(a[name]) === JSON.stringify(b[name])) continue;
    if (name === 'timeAllowed') {
      const hours = commonHour(a[name], b[name]);
      if (hours === 'disjoint') return 'disjoint';
      if (hours === 'unknown') result = 'unknown';
      else witness.set('day', String(hours.day)).set('time', hours.from.slice(0, 5));
    } else result = 'unknown';
  }
  return result;
}

interface Slot {
  readonly day: number;
  readonly from: string;
  readonly to: string;
}

function slotsIn(value: unknown): Slot[] {
  const slots = isRecord(value) ? value['timeSlots'] : undefined;
  return (Array.isArray(slots) ? slots : []).flatMap((s) => {
    if (!isRecord(s)) return [];
    const { day, startTime, stopTime } = s;
    return typeof day === 'number' && typeof startTime === 'string' && typeof stopTime === 'string'
      ? [{ day, from: startTime, to: stopTime }]
      : [];
  });
}

/** An hour of the week that both have; of two time zones nothing is said. */
function commonHour(a: unknown, b: unknown): Slot | 'disjoint' | 'unknown' {
  const zone = (v: unknown) => (isRecord(v) ? v['timeZoneId'] : undefined);
  const [mine, theirs] = [slotsIn(a), slotsIn(b)];
  if (zone(a) !== zone(b) || mine.length === 0 || theirs.length === 0) return 'unknown';
  // Slots over midnight begin later than they end.
  if ([...mine, ...theirs].some((s) => s.from >= s.to)) return 'unknown';
  for (const s of mine)
    for (const o of theirs) {
      const [, from] = [s.from, o.from].sort() as [string, string];
      const [to] = [s.to, o.to].sort() as [string, string];
      if (s.day === o.day && from < to) return { day: s.day, from, to };
    }
  return 'disjoint';
}

function textsIn(value: unknown, resolve: (text: string) => string): string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  return value.every((v) => typeof v === 'string') ? value.map(resolve) : undefined;
}

/** Whether different texts surely mean different things: names against names, ids against ids. */
function comparable(texts: readonly string[]): boolean {
  const names = texts.filter((t) => t.startsWith('{{')).length;
  return names === 0 || names === texts.length;
}
