import type {
  Dated,
  GroupFact,
  OrgFacts,
  RemoteComplianceSettings,
  RemotePolicyFact,
} from '../../../core/index/org-facts';
import { versionFault } from '../../state/policy-state';
import { isRecord } from '../../transport/http/json';

type Read = (value: unknown) => unknown;

/** How the value of each fact is read; undefined where it is not what it should be. */
const READERS: Readonly<Record<Exclude<keyof OrgFacts, 'retired'>, Read>> = {
  groups: (value) => mapOf(value, groupIn),
  names: (value) => mapOf(value, (v) => (typeof v === 'string' ? v : undefined)),
  minimumRetentionDays: numberIn,
  maximumRetentionDays: numberIn,
  streamLimit: numberIn,
  maxSimultaneousStreams: numberIn,
  remoteOnly: (value) => listOf(value, policyIn),
};

/**
 * Reads the content of a facts file; a text says what is wrong with it, a clause that goes on after the
 * file's name.
 */
export function factsIn(content: unknown): OrgFacts | string {
  const fault = versionFault(content);
  if (fault !== undefined || !isRecord(content)) return fault ?? '';
  const facts: Record<string, Dated<unknown>> = {};
  for (const [key, read] of Object.entries(READERS)) {
    const fact = Object.hasOwn(content, key) ? content[key] : undefined;
    if (fact === undefined) continue;
    const value = isRecord(fact) ? read(fact['value']) : undefined;
    if (
      !isRecord(fact) ||
      value === undefined ||
      !isTime(fact['asOf']) ||
      typeof fact['complete'] !== 'boolean'
    )
      return `has "${key}" in another form than it is written`;
    facts[key] = { value, asOf: fact['asOf'], complete: fact['complete'] };
  }
  return facts as OrgFacts;
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function numberIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function listOf<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(read);
  return items.some((item) => item === undefined) ? undefined : (items as T[]);
}

function mapOf<T>(value: unknown, read: (item: unknown) => T | undefined): Map<string, T> | undefined {
  const entries = listOf(value, (entry): [string, T] | undefined => {
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string') return undefined;
    const item = read(entry[1]);
    return item === undefined ? undefined : [entry[0], item];
  });
  return entries === undefined ? undefined : new Map(entries);
}

function groupIn(value: unknown): GroupFact | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, members, activeMembers } = value;
  if (typeof id !== 'string') return undefined;
  if (name !== undefined && typeof name !== 'string') return undefined;
  if (members !== undefined && typeof members !== 'number') return undefined;
  if (activeMembers !== undefined && typeof activeMembers !== 'number') return undefined;
  return { id, name, members, activeMembers };
}

function policyIn(value: unknown): RemotePolicyFact | undefined {
  if (!isRecord(value)) return undefined;
  const { id, name, enabled, priority, retentionDays, targets, complianceSettings, evaluationMode } = value;
  const read = listOf(targets, (t) =>
    isRecord(t) && typeof t['type'] === 'string' && typeof t['id'] === 'string'
      ? { type: t['type'], id: t['id'] }
      : undefined,
  );
  if (typeof id !== 'string' || typeof name !== 'string' || typeof enabled !== 'boolean') return undefined;
  if (typeof priority !== 'number' || typeof retentionDays !== 'number' || read === undefined)
    return undefined;
  if (evaluationMode !== undefined && typeof evaluationMode !== 'string') return undefined;
  const settings = complianceSettings === undefined ? undefined : settingsIn(complianceSettings);
  if (settings === undefined && complianceSettings !== undefined) return undefined;
  return {
    id,
    name,
    enabled,
    priority,
    retentionDays,
    targets: read,
    ...(settings === undefined ? {} : { complianceSettings: settings }),
    ...(evaluationMode === undefined ? {} : { evaluationMode }),
  };
}

function settingsIn(value: unknown): RemoteComplianceSettings | undefined {
  if (!isRecord(value)) return undefined;
  const { maskSensitiveData, allowedMaskPatterns, requireAgentConsent } = value;
  const patterns =
    allowedMaskPatterns === undefined
      ? undefined
      : listOf(allowedMaskPatterns, (p) => (typeof p === 'string' ? p : undefined));
  if (patterns === undefined && allowedMaskPatterns !== undefined) return undefined;
  if (maskSensitiveData !== undefined && typeof maskSensitiveData !== 'boolean') return undefined;
  if (requireAgentConsent !== undefined && typeof requireAgentConsent !== 'boolean') return undefined;
  return {
    ...(maskSensitiveData === undefined ? {} : { maskSensitiveData }),
    ...(patterns === undefined ? {} : { allowedMaskPatterns: patterns }),
    ...(requireAgentConsent === undefined ? {} : { requireAgentConsent }),
  };
}
