import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, payloadOf } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import type { Intent } from '../../state/journal';
import type { DeployedItem, LastDeploy } from '../../state/last-deploy';
import { isOrgError } from '../../transport/errors/org-error';
import type { OrgSession } from '../session';
import { policiesNamed } from './consistent-reads';
import { fieldsStoredOtherwise, writeIfUnchanged } from './save-confirmed';

/**
 * Finds out whether the org applied a write that an earlier run was interrupted in, and saves it as that run
 * would have. Sends reads only.
 */
export async function recover(session: OrgSession): Promise<void> {
  const { journal } = session.workplace;
  const intent = await journal.pending();
  if (intent === undefined) {
    await journal.clear();
    return;
  }
  session.emit({
    type: 'phase',
    phase: 'recover',
    message: `An earlier run was interrupted while it wrote "${intent.name}": looking what became of it`,
  });
  await recoverWrite(session, intent);
  await journal.clear();
}

async function recoverWrite(session: OrgSession, intent: Intent): Promise<void> {
  const policy = await findWrittenPolicy(session, intent);
  if (policy === undefined) {
    session.emit({
      type: 'notice',
      message: `"${intent.name}" had not been written by the interrupted run.`,
    });
    return;
  }
  const { store, lastDeploy } = session.workplace;
  const inFile = await mergeIntoFile(session, intent);
  if (inFile) {
    const sent = fieldsOf(intent.payload);
    const otherwise = fieldsStoredOtherwise(sent, fieldsOf(policy.payload));
    await store.put({
      id: policy.id,
      name: policy.payload.name,
      file: intent.file,
      etag: policy.etag,
      base: payloadOf(sent),
      ...(otherwise.length === 0 ? {} : { storedOtherwise: otherwise }),
    });
  }
  const last = await earlier(session);
  const item: DeployedItem = {
    kind: 'policy',
    id: policy.id,
    name: policy.payload.name,
    ...(intent.file === undefined ? {} : { file: intent.file }),
    before: intent.before,
    after: policy.payload,
    ...(policy.etag === undefined ? {} : { etag: policy.etag }),
  };
  await lastDeploy.write({
    at: last?.at ?? intent.at,
    items: [...(last?.items.filter((i) => i.id !== policy.id) ?? []), item],
  });
  session.emit({
    type: 'notice',
    message: `"${intent.name}" had been written by the interrupted run; that is noted now.`,
  });
}

/**
 * Brings the merge of the interrupted run into its file, as long as that still is a document of this
 * environment.
 */
async function mergeIntoFile(session: OrgSession, intent: Intent): Promise<boolean> {
  if (intent.fileText === undefined || intent.file === undefined) return true;
  const files = await session.project.files(session.environment.name);
  const file = files.find((f) => f.path === intent.file && f.kind === 'policy');
  if (file !== undefined)
    return writeIfUnchanged(
      session,
      file.path,
      intent.fileHash ?? '',
      intent.fileText,
      file.unsaved === true,
    );
  session.emit({
    type: 'notice',
    message: `${intent.file} is no policy file of this environment any more: what the org changed was not brought into it.`,
  });
  return false;
}

/**
 * What an earlier part of the interrupted deploy wrote; a record that cannot be understood is begun anew,
 * which is said.
 */
async function earlier(session: OrgSession): Promise<LastDeploy | undefined> {
  try {
    return await session.workplace.lastDeploy.read();
  } catch (error) {
    if (!isOrgError(error, 'file')) throw error;
    session.emit({ type: 'notice', message: error.message });
    return undefined;
  }
}

/** The policy, if the org has it as the intent would have made it. */
async function findWrittenPolicy(session: OrgSession, intent: Intent): Promise<RemotePolicy | undefined> {
  const wanted = fieldsOf(session.backend.stored(intent.payload));
  const candidates =
    intent.id === undefined
      ? await policiesNamed(session, intent.payload.name)
      : [await session.backend.policy(intent.id, session.signal)];
  const same = (candidates ?? []).filter(
    (p): p is RemotePolicy => p !== undefined && samePayload(fieldsOf(p.payload), wanted),
  );
  return same.length === 1 ? same[0] : undefined;
}
