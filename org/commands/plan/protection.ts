import type { FieldChange, PlannedChange } from './plan';

type Judge = (from: unknown, to: unknown) => boolean;

const switchedOff: Judge = (from, to) => from === true && to !== true;
const switchedOn: Judge = (from, to) => from !== true && to === true;
const smaller: Judge = (from, to) => typeof from === 'number' && typeof to === 'number' && to < from;
const fewer: Judge = (from, to) => listIn(from).some((entry) => !listIn(to).includes(entry));
const otherEntries: Judge = (from, to) => fewer(from, to) || fewer(to, from);

/** Fields whose change can protect fewer people, or protect them less. */
const FIELDS: Readonly<Record<string, Judge>> = {
  '/enabled': switchedOff,
  '/retentionDays': smaller,
  '/evaluationMode': (from, to) => from === 'STRICT' && to !== 'STRICT',
  '/complianceSettings/maskSensitiveData': switchedOff,
  '/complianceSettings/allowedMaskPatterns': fewer,
  '/complianceSettings/requireAgentConsent': switchedOff,
  '/targets': otherEntries,
  '/actions/retainRecording': switchedOff,
  '/actions/deleteRecording': switchedOn,
  '/actions/alwaysDelete': switchedOn,
  '/actions/retentionDuration/deleteRetention/days': smaller,
  '/maxSimultaneousStreams': smaller,
};

/**
 * Marks the fields by which what is written lowers the protection. A new policy replaces nothing: what it
 * does to its targets is judged beside the other policies.
 */
export function withProtection(c: PlannedChange): PlannedChange {
  if (c.action !== 'update') return c;
  return { ...c, fields: c.fields.map((f) => (lowers(f) ? { ...f, lowersProtection: true } : f)) };
}

function lowers({ path, from, to }: FieldChange): boolean {
  return FIELDS[path]?.(from, to) === true;
}

/** Entries of a list as texts; a target by its type and id. */
function listIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map((entry) => JSON.stringify(entry)) : [];
}
