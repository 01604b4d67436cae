import type { OrgBackend, RemotePolicy } from '../../backends/backend';
import type { PolicyState } from '../../state/store';

/** So many missing policies are looked up one by one; for more the list is read again. */
const MAX_LOOKUPS = 20;

/**
 * All policies of the org. A list whose pages shift while they are read (somebody deletes or adds one) leaves
 * policies out: one that was there before is looked up by its id before anybody calls it deleted.
 */
export async function readPolicies(
  backend: OrgBackend,
  states: ReadonlyMap<string, PolicyState>,
  signal?: AbortSignal,
): Promise<readonly RemotePolicy[]> {
  const remotes = new Map((await backend.policies(signal)).map((r) => [r.id, r]));
  const missing = () => [...states.values()].filter((s) => s.retired !== true && !remotes.has(s.id));
  if (missing().length > MAX_LOOKUPS)
    for (const r of await backend.policies(signal)) if (!remotes.has(r.id)) remotes.set(r.id, r);
  for (const { id } of missing().slice(0, MAX_LOOKUPS)) {
    const found = await backend.policy(id, signal);
    if (found !== undefined) remotes.set(id, found);
  }
  return [...remotes.values()];
}
