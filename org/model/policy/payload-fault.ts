import { isRecord } from '../../transport/http/json';

const isText = (value: unknown) => typeof value === 'string';
const isTexts = (value: unknown) => Array.isArray(value) && value.every(isText);
const isFlag = (value: unknown) => typeof value === 'boolean';
const isNumber = (value: unknown) => typeof value === 'number';

/** What a member must be, where it is there at all; null counts as absent. */
const MEMBERS: readonly (readonly [string, (value: unknown) => boolean, string])[] = [
  ['name', isText, 'a text'],
  ['description', isText, 'a text'],
  ['enabled', isFlag, 'true or false'],
  ['recordingType', isText, 'a text'],
  ['targets', isTargets, 'a list of targets'],
  ['retentionDays', isNumber, 'a number'],
  ['complianceSettings', isRecord, 'an object'],
  ['priority', isNumber, 'a number'],
  ['evaluationMode', isText, 'a text'],
];

const COMPLIANCE: typeof MEMBERS = [
  ['maskSensitiveData', isFlag, 'true or false'],
  ['allowedMaskPatterns', isTexts, 'a list of texts'],
  ['requireAgentConsent', isFlag, 'true or false'],
];

/**
 * The first member of a policy that is of the wrong kind, a clause; members that are not known are left
 * alone.
 */
export function payloadFault(value: Readonly<Record<string, unknown>>): string | undefined {
  const outer = faultIn(value, MEMBERS, '');
  if (outer !== undefined) return outer;
  const compliance = value['complianceSettings'];
  return isRecord(compliance) ? faultIn(compliance, COMPLIANCE, 'complianceSettings.') : undefined;
}

function faultIn(
  value: Readonly<Record<string, unknown>>,
  members: typeof MEMBERS,
  prefix: string,
): string | undefined {
  for (const [name, is, must] of members) {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    if (member !== undefined && member !== null && !is(member)) return `"${prefix}${name}" is not ${must}`;
  }
  return undefined;
}

function isTargets(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every((t) => isRecord(t) && typeof t['type'] === 'string' && typeof t['id'] === 'string')
  );
}
