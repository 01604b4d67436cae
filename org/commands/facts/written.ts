import type { OrgSession } from '../session';
import { readFacts, writeFacts } from './store';

/**
 * Brings what is known of the org in step with what a command has just written: a policy that has a state now
 * is no longer one that only the org has, nor is one that was deleted. The age of what is known stays as it
 * is.
 *
 * @param deleted ids of policies that the command deleted in the org
 */
export async function updateFacts(session: OrgSession, deleted: readonly string[] = []): Promise<void> {
  const { run, store } = session.workplace;
  const facts = await readFacts(run);
  const remote = facts?.remoteOnly;
  if (facts === undefined || remote === undefined) return;
  const states = await store.all();
  const value = remote.value.filter((p) => !states.has(p.id) && !deleted.includes(p.id));
  if (value.length < remote.value.length)
    await writeFacts(run, { ...facts, remoteOnly: { ...remote, value } });
}
