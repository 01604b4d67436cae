import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, type PolicyPayload } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import { RejectedError } from '../../transport/errors/kinds';
import { isOrgError } from '../../transport/errors/org-error';
import type { OrgSession } from '../session';
import { PATIENT_WAITS_MS, policiesNamed, QUICK_WAITS_MS, readUntil } from './consistent-reads';

/** Attempts at one create, each after a look whether an earlier one took effect. */
const ATTEMPTS = 3;

/**
 * Creates a policy once. A create whose answer was lost is looked up by name before it is repeated, and what
 * is found counts as ours when it is what was sent.
 */
export async function createOnce(session: OrgSession, payload: PolicyPayload): Promise<RemotePolicy> {
  let uncertain: unknown;
  for (let attempt = 1; ; attempt++) {
    try {
      return await session.backend.createPolicy(payload, session.signal);
    } catch (error) {
      const exists = isOrgError(error, 'already-exists');
      if (!isOrgError(error, 'ambiguous-write') && !(exists && uncertain !== undefined)) throw error;
      uncertain ??= error;
      // A refusal because the name exists proves that an earlier attempt took effect: then the look may be
      // patient.
      const found = await readUntil(session, exists ? PATIENT_WAITS_MS : QUICK_WAITS_MS, () =>
        policiesNamed(session, payload.name),
      ).catch(() => {
        throw uncertain;
      });
      if (found !== undefined) return pickCreated(session, found, payload);
      if (exists || attempt >= ATTEMPTS) throw uncertain;
    }
  }
}

function pickCreated(
  session: OrgSession,
  found: readonly RemotePolicy[],
  payload: PolicyPayload,
): RemotePolicy {
  const wanted = fieldsOf(session.backend.stored(payload));
  const same = found.filter((p) => samePayload(fieldsOf(p.payload), wanted));
  if (same.length === 1) return same[0]!;
  throw new RejectedError({
    kind: 'already-exists',
    org: session.backend.org,
    what:
      same.length > 1
        ? `there are ${same.length} policies named "${payload.name}" now, all as it was to be`
        : `the answer to creating "${payload.name}" was lost, and the org has a policy of this name that differs from what was sent`,
    written: 'It was not created a second time.',
    advice: 'Run plan to compare the two.',
  });
}
