import type { PolicyPayload } from '../model/policy/payload';
import { payloadFault } from '../model/policy/payload-fault';
import { isRecord } from '../transport/http/json';

/** A field that the org stores otherwise than it was sent. */
export interface StoredOtherwise {
  readonly path: string;
  readonly sent: unknown;
  readonly stored: unknown;
}

/** What is remembered of one deployed policy. */
export interface PolicyState {
  readonly id: string;
  readonly name: string;
  /** The file it was last deployed from or pulled to, relative to the project. */
  readonly file: string | undefined;
  readonly etag: string | undefined;
  /** The last common base: what file and org agreed on. */
  readonly base: PolicyPayload;
  readonly storedOtherwise?: readonly StoredOtherwise[];
  /** The policy was retired: its file, should it still be there, creates nothing. */
  readonly retired?: boolean;
  /** The Git reference that this was read from: no state file holds it. */
  readonly since?: string;
}

/** The content of a state file. */
export function stateJson(state: PolicyState): object {
  return { version: 1, ...state, etag: state.etag ?? null, file: state.file ?? null };
}

/**
 * Reads the content of a state file; a text says what is wrong with it, a clause that goes on after the
 * file's name.
 */
export function policyStateIn(value: unknown): PolicyState | string {
  const fault = versionFault(value);
  if (fault !== undefined || !isRecord(value)) return fault ?? NOT_AN_OBJECT;
  const { id, name, file, etag, base, storedOtherwise, retired } = value;
  if (typeof id !== 'string' || id === '') return wrong('id', 'a text');
  if (typeof name !== 'string') return wrong('name', 'a text');
  if (!isTextOrNothing(file)) return wrong('file', 'a path or null');
  if (!isTextOrNothing(etag)) return wrong('etag', 'a text or null');
  if (!isRecord(base)) return wrong('base', 'a policy');
  const inBase = payloadFault(base);
  if (inBase !== undefined) return `has a "base" in which ${inBase}`;
  if (storedOtherwise !== undefined && !isStoredOtherwise(storedOtherwise))
    return wrong('storedOtherwise', 'a list of fields');
  if (retired !== undefined && typeof retired !== 'boolean') return wrong('retired', 'true or false');
  return {
    id,
    name,
    file: file ?? undefined,
    etag: etag ?? undefined,
    base: base as unknown as PolicyPayload,
    ...(storedOtherwise === undefined ? {} : { storedOtherwise }),
    ...(retired === true ? { retired } : {}),
  };
}

/** What is wrong with the outermost of a state file, a clause. */
export function versionFault(value: unknown): string | undefined {
  if (!isRecord(value)) return NOT_AN_OBJECT;
  const { version } = value;
  if (version === 1) return undefined;
  return typeof version === 'number'
    ? `has version ${version}, which this version of recpolicy does not know`
    : 'names no version';
}

/** A member of the wrong kind, a clause. */
export function wrong(member: string, must: string): string {
  return `has a "${member}" that is not ${must}`;
}

const NOT_AN_OBJECT = 'is not a JSON object';

function isTextOrNothing(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === 'string';
}

function isStoredOtherwise(value: unknown): value is StoredOtherwise[] {
  return Array.isArray(value) && value.every((v) => isRecord(v) && typeof v['path'] === 'string');
}
