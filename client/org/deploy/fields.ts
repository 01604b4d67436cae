import type { FieldChange, Plan, PlannedChange } from '../../../org/commands/plan/plan';
import { loweringFirst, writesOf } from '../../../org/commands/plan/plan';
import { sanitiseForUi } from '../text/sanitise';

const MAX_LINES = 14;
const MAX_VALUE = 60;

/** The name of a target's id, where it is known. */
export type TargetNameLookup = (type: string, id: string) => string | undefined;

const NAMELESS: TargetNameLookup = () => undefined;

/** A value as a confirmation shows it, on one line. */
export function valueText(value: unknown, nameOf: TargetNameLookup = NAMELESS): string {
  if (value === undefined) return '–';
  if (Array.isArray(value) && value.every((v) => isTarget(v)))
    return sanitiseForUi(
      value.map((t) => `${t.type} ${nameOf(t.type, t.id) ?? t.id}`).join(', ') || '[]',
      MAX_VALUE,
    );
  return sanitiseForUi(JSON.stringify(value), MAX_VALUE);
}

/** `retentionDays: 30 → 90`. */
export function fieldText({ path, from, to }: FieldChange, nameOf: TargetNameLookup = NAMELESS): string {
  const name = path.replace(/^\//, '').replaceAll('/', '.');
  return from === undefined
    ? `${name}: ${valueText(to, nameOf)}`
    : `${name}: ${valueText(from, nameOf)} → ${valueText(to, nameOf)}`;
}

/** What a plan would change, field by field, as plain lines; `more` counts what does not fit. */
export function planLines(
  plan: Plan,
  nameOf: TargetNameLookup = NAMELESS,
): { lines: string[]; more: number } {
  const all: string[] = [];
  for (const change of loweringFirst(writesOf(plan))) {
    all.push(`${change.action === 'create' ? '+' : '~'} ${sanitiseForUi(change.name)}`);
    for (const field of shownFields(change))
      all.push(`  ${field.lowersProtection === true ? '▼' : ' '}  ${fieldText(field, nameOf)}`);
  }
  const lines = all.length <= MAX_LINES ? all : all.slice(0, MAX_LINES - 1);
  return { lines, more: all.length - lines.length };
}

/** Of something new only what matters most, as every field of it is new. */
function shownFields(change: PlannedChange): readonly FieldChange[] {
  if (change.action !== 'create') return change.fields;
  const important = ['/targets', '/priority', '/retentionDays'];
  return change.fields.filter((f) => important.includes(f.path));
}

function isTarget(value: unknown): value is { type: string; id: string } {
  return typeof value === 'object' && value !== null && 'type' in value && 'id' in value;
}
