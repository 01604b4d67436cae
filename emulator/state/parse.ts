import { validators } from '../../schemas/generated/org-api-validators';
import type { OrgState } from './model';

const lists = ['clients', 'policies', 'groups', 'sessions', 'orphans', 'recordings', 'audit'] as const;

/** The form of a data file. */
export interface DataFile {
  version: 1;
  orgs: OrgState[];
}

/** Reads a data file; throws a message that names what is wrong and where. */
export function parseDataFile(text: string, file: string): OrgState[] {
  let value: Partial<DataFile>;
  try {
    value = JSON.parse(text) as Partial<DataFile>;
  } catch (error) {
    throw new Error(`${file} is not JSON: ${(error as Error).message}`);
  }
  if (value?.version !== 1 || !Array.isArray(value.orgs) || value.orgs.length === 0) {
    throw new Error(`${file} must hold { "version": 1, "orgs": [ … ] } with at least one org.`);
  }
  return value.orgs.map((org, i) => parseOrgState(org, `${file}, org ${i + 1}`));
}

/** Validates a state by the responses the API would make of it. */
export function parseOrgState(value: unknown, where: string): OrgState {
  const state = value as OrgState;
  if (typeof state?.name !== 'string' || state.name === '') throw new Error(`${where} has no name.`);
  const missing = lists.find((name) => !Array.isArray(state[name]));
  if (missing) throw new Error(`${where} has no list '${missing}'.`);
  if (!Number.isInteger(state.minimumRetentionDays)) throw new Error(`${where} has no minimumRetentionDays.`);
  if (state.clients.some((client) => typeof client.id !== 'string' || typeof client.secret !== 'string')) {
    throw new Error(`${where} has a client without id or secret.`);
  }
  const checked = state.policies.map((policy) => ({
    id: policy.id,
    version: policy.version,
    ...policy.payload,
  }));
  eachFits('getPolicy 200', checked, `${where}, policies`);
  eachFits('getGroup 200', state.groups, `${where}, groups`);
  eachFits('getRecordingSettings 200', [state.settings], `${where}, settings`);
  eachFits(
    'getOrphanRecording 200',
    state.orphans.map(({ orphan }) => orphan),
    `${where}, orphans`,
  );
  eachFits('listSessions 200', [{ items: state.sessions }], `${where}, sessions`);
  eachFits('listAuditLogs 200', [{ entities: state.audit }], `${where}, audit`);
  return state;
}

function eachFits(key: keyof typeof validators, items: unknown[], where: string): void {
  const validator = validators[key];
  for (const [i, item] of items.entries()) {
    if (validator(item)) continue;
    const [error] = validator.errors ?? [];
    throw new Error(`${where}[${i}]${error?.instancePath ?? ''} ${error?.message ?? 'does not fit'}.`);
  }
}
