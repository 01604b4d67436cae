import type { RemotePolicy } from '../../backends/backend';
import { EditRefusal, editedText } from '../../model/edits/payload-edits';
import { type FieldPath, fieldsOf, type PayloadFields, payloadOf } from '../../model/policy/payload';
import { differingFields, samePayload } from '../../model/policy/same';
import { valuesOf } from '../../model/references/values';
import type { DeployedItem } from '../../state/last-deploy';
import type { StoredOtherwise } from '../../state/store';
import { OrgError } from '../../transport/errors/org-error';
import type { OrgSession } from '../session';
import type { PolicyWrite } from './policy-write';

/** The file's text once the org's own changes are in it; undefined where it stays as it is. */
export function mergedFileText(session: OrgSession, work: PolicyWrite): string | undefined {
  const local = fieldsOf(work.change.local);
  if (samePayload(local, work.desired)) return undefined;
  try {
    return editedText(work.file.text, work.desired, valuesOf(session.environment));
  } catch (error) {
    if (error instanceof EditRefusal) return undefined;
    throw error;
  }
}

/**
 * Saves what is now certain of a policy, in an order that loses nothing wherever it is cut off: first the
 * file, then the base it and the org agree on, then what an undo needs. The journal is cleared by the caller
 * after that.
 */
export async function saveConfirmed(
  session: OrgSession,
  work: PolicyWrite,
  sent: PayloadFields,
  policy: RemotePolicy,
  items: DeployedItem[],
  at: string,
): Promise<readonly StoredOtherwise[]> {
  const { store, lastDeploy } = session.workplace;
  work.id = policy.id;
  work.etag = policy.etag;
  work.seen = fieldsOf(policy.payload);
  const otherwise = fieldsStoredOtherwise(sent, work.seen);
  const inFile = samePayload(sent, work.desired) ? await writeMergedFile(session, work) : true;
  const name = String(sent.get('/name') ?? work.change.name);
  if (inFile) {
    await store.put({
      id: policy.id,
      name,
      file: work.file.path,
      etag: policy.etag,
      base: payloadOf(sent),
      ...(otherwise.length === 0 ? {} : { storedOtherwise: otherwise }),
    });
  }
  const item: DeployedItem = {
    kind: 'policy',
    id: policy.id,
    name,
    file: work.file.path,
    before: work.before === undefined ? null : payloadOf(work.before),
    after: policy.payload,
    ...(policy.etag === undefined ? {} : { etag: policy.etag }),
  };
  const known = items.findIndex((i) => i.kind === 'policy' && i.id === policy.id);
  if (known >= 0) items[known] = { ...item, before: items[known]!.before };
  else items.push(item);
  await lastDeploy.add(at, item, items.length === 1 && known < 0);
  await session.workplace.store.putIdentity(session.orgIdentity);
  return otherwise;
}

/** Fields that came back otherwise than they were sent. */
export function fieldsStoredOtherwise(sent: PayloadFields, stored: PayloadFields): StoredOtherwise[] {
  return differingFields(sent, stored).map((path: FieldPath) => ({
    path,
    sent: sent.get(path),
    stored: stored.get(path),
  }));
}

/** Brings a merge into the file; false when the file was changed meanwhile, which then stays as it is. */
async function writeMergedFile(session: OrgSession, work: PolicyWrite): Promise<boolean> {
  const text = mergedFileText(session, work);
  if (text === undefined) return samePayload(fieldsOf(work.change.local), work.desired);
  return writeIfUnchanged(
    session,
    work.file.path,
    work.change.pin.fileHash!,
    text,
    work.file.unsaved === true,
  );
}

/** Replaces a file's text if it is still the one with this digest. */
export async function writeIfUnchanged(
  session: OrgSession,
  file: string,
  hash: string,
  text: string,
  unsaved = false,
): Promise<boolean> {
  const why = unsaved ? 'changed' : await session.workplace.writer.replace(file, hash, text);
  if (why === undefined) return true;
  session.emit({
    type: 'notice',
    message: {
      changed: `${file} was changed meanwhile: what the org changed was not brought into it. Pull does that.`,
      link: `${file} is a link, which is not written through: what the org changed was not brought into it.`,
      outside: `${file} is not a document of this project: what the org changed was not brought into it.`,
    }[why],
  });
  return false;
}

/** Runs what writes to disk; a full or read-only disk becomes an error that still tells what the org has. */
export async function withDiskErrors<T>(org: string, written: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = (error as { code?: unknown } | undefined)?.code;
    if (error instanceof OrgError || typeof code !== 'string') throw error;
    const what =
      code === 'ENOSPC' ? 'the disk is full' : `a file of the project could not be written (${code})`;
    throw new OrgError({
      kind: 'file',
      org,
      what,
      written,
      advice:
        'Make room or give write permission, then run the command again: it finds out where it stopped.',
      cause: error,
    });
  }
}
