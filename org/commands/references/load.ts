import {
  REFERENCE_KINDS,
  type Reference,
  referenceIn,
  referenceKey,
} from '../../../core/document/references';
import { parseJson } from '../../../core/json/parse';
import type { OrgBackend } from '../../backends/backend';
import { fieldsOf } from '../../model/policy/payload';
import type { EnvironmentConfig, LocalFile } from '../../model/project';
import { groupLists } from '../../model/references/groups';
import { EnvironmentValues } from '../../model/references/values';
import { resolveValue } from '../../model/variables/resolve';
import { isOrgError } from '../../transport/errors/org-error';
import { isRecord } from '../../transport/http/json';

export interface LoadRequest {
  readonly environment: EnvironmentConfig;
  readonly backend: OrgBackend;
  readonly files: readonly LocalFile[];
  /** Ids are to be written as names: then every kind is read, as far as the client may. */
  readonly forWritingNames: boolean;
  readonly notice: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads from the org what the references of files stand for. Costs nothing where no file has any and no names
 * are to be written.
 */
export async function loadValues(request: LoadRequest): Promise<EnvironmentValues> {
  const values = new EnvironmentValues(Object.entries(request.environment.variables ?? {}));
  const { backend } = request;
  if (backend.things === undefined) return values;
  const documents = request.files
    .filter((f) => f.kind === 'policy' && f.text.includes('{{'))
    .map((f) => parseJson(f.text).root?.value);
  const used = new Set(documents.flatMap((d) => [...referencesIn(d)]).map((r) => r.kind));
  for (const kind of REFERENCE_KINDS)
    if (used.has(kind) || request.forWritingNames) await loadKind(request, values, kind, used.has(kind));
  await loadMembers(request, values);
  return values;
}

async function loadKind(
  { backend, notice, signal }: LoadRequest,
  values: EnvironmentValues,
  kind: string,
  isNeeded: boolean,
): Promise<void> {
  const byName = new Map<string, string[]>();
  try {
    for (const { id, name } of (await backend.things?.(kind, signal)) ?? []) {
      const key = referenceKey({ kind, name });
      byName.set(key, [...(byName.get(key) ?? []), id]);
    }
  } catch (error) {
    // Names that are only nice to have are done without; ids stay ids then.
    if (isNeeded || !isOrgError(error) || !['forbidden', 'missing-scope', 'not-found'].includes(error.kind))
      throw error;
    notice(`Names of the kind "${kind}" are not known, and ids are written instead: ${error.message}`);
  }
  for (const [key, ids] of byName) {
    if (ids.length === 1) values.set(key, ids[0]!);
    else values.shared.set(key, ids);
  }
}

/** Reads the active members of every group that a file expands. */
async function loadMembers(
  { backend, files, signal }: LoadRequest,
  values: EnvironmentValues,
): Promise<void> {
  const wanted = new Set<string>();
  for (const file of files) {
    if (file.kind !== 'policy' || !file.text.includes('forGroups')) continue;
    const fields = fieldsOf(resolveValue(parseJson(file.text).root?.value, values).value);
    for (const { groups } of groupLists(fields))
      for (const id of groups) if (!id.includes('{{')) wanted.add(id);
  }
  for (const id of wanted) {
    const group = await backend.group(id, signal);
    if (group === undefined) values.missingGroups.add(id);
    else
      values.members.set(
        id,
        group.members.filter((m) => m.state === 'active').map((m) => m.id),
      );
  }
}

function* referencesIn(value: unknown): Iterable<Reference> {
  if (typeof value === 'string') {
    const reference = referenceIn(value);
    if (reference !== undefined) yield reference;
  } else if (Array.isArray(value)) for (const v of value) yield* referencesIn(v);
  else if (isRecord(value)) for (const v of Object.values(value)) yield* referencesIn(v);
}
