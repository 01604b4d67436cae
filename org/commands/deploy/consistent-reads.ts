import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, type PayloadFields } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import { looseName } from '../plan/match';
import type { Session } from '../session';

// An org may answer reads from a copy that lags behind its writes; these are the waits between re-reads, in milliseconds.
export const QUICK_LOOKS: readonly number[] = [0, 500, 1000, 2000, 4000];
export const PATIENT_LOOKS: readonly number[] = [...QUICK_LOOKS, 8000, 15_000];

/** Looks again and again, within the given waits, until `look` finds something. */
export async function lookFor<T>(
  session: Session,
  waits: readonly number[],
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const wait of waits) {
    if (wait > 0) await session.clock.sleep(wait, session.signal);
    const found = await look();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Policies of the org that bear a name, case and outer spaces aside. */
export async function policiesNamed(session: Session, name: string): Promise<RemotePolicy[] | undefined> {
  const key = looseName(name);
  const found = (await session.backend.policies(session.signal)).filter(
    (p) => looseName(p.payload.name) === key,
  );
  return found.length === 0 ? undefined : found;
}

/** Whether the org's copy is still the one that was last seen. */
export function isUnchanged(
  session: Session,
  now: RemotePolicy,
  etag: string | undefined,
  seen: PayloadFields | undefined,
): boolean {
  if (session.backend.capabilities.entityTags && etag !== undefined) return now.etag === etag;
  return seen !== undefined && samePayload(fieldsOf(now.payload), seen);
}
