import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, type PayloadFields } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import { comparableName } from '../plan/names';
import type { OrgSession } from '../session';

// An org may answer reads from a copy that lags behind its writes; these are the waits between re-reads, in
// milliseconds.
export const QUICK_WAITS_MS: readonly number[] = [0, 500, 1000, 2000, 4000];
export const PATIENT_WAITS_MS: readonly number[] = [...QUICK_WAITS_MS, 8000, 15_000];

/** Looks again and again, within the given waits, until `read` finds something. */
export async function readUntil<T>(
  session: OrgSession,
  waits: readonly number[],
  read: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const wait of waits) {
    if (wait > 0) await session.clock.sleep(wait, session.signal);
    const found = await read();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Policies of the org that bear a name, case and outer spaces aside. */
export async function policiesNamed(session: OrgSession, name: string): Promise<RemotePolicy[] | undefined> {
  const key = comparableName(name);
  const found = (await session.backend.policies(session.signal)).filter(
    (p) => comparableName(p.payload.name) === key,
  );
  return found.length === 0 ? undefined : found;
}

/** Whether the org's copy is still the one that was last seen. */
export function isUnchanged(
  session: OrgSession,
  now: RemotePolicy,
  etag: string | undefined,
  seen: PayloadFields | undefined,
): boolean {
  if (session.backend.capabilities.entityTags && etag !== undefined) return now.etag === etag;
  return seen !== undefined && samePayload(fieldsOf(now.payload), seen);
}
