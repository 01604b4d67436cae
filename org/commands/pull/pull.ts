import type { RemotePolicy } from '../../backends/backend';
import { EditRefusal, editedText, newText } from '../../model/edits/payload-edits';
import { describeClashes } from '../../model/merge/describe';
import { merge } from '../../model/merge/merge';
import { fieldsOf, type PayloadFields, payloadOf } from '../../model/policy/payload';
import { samePayload } from '../../model/policy/same';
import { valuesOf } from '../../model/references/values';
import { joinPath } from '../../state/file-system';
import type { PolicyState } from '../../state/store';
import { isOrgError } from '../../transport/errors/org-error';
import { withDiskErrors } from '../deploy/save-confirmed';
import { fieldChanges } from '../plan/field-changes';
import { type LocalPolicy, readLocal } from '../plan/local';
import { matchPolicies, type PolicyMatches } from '../plan/match';
import { remoteAsSent } from '../plan/policy-change';
import { readPolicies } from '../plan/read-policies';
import type { ExitCode, OrgSession } from '../session';
import { NOT_WRITTEN } from './not-written';
import { pullSettings } from './pull-settings';
import { freeFileName } from './safe-name';
import type { PulledItem, PullRequest, PullResult } from './types';

/**
 * Brings the org's policies into the files, keeping every local edit, comment and variable. The session's
 * lock is held.
 */
export async function pull(session: OrgSession, request: PullRequest = {}): Promise<PullResult> {
  const { project, backend, workplace, environment } = session;
  const org = backend.org;
  const files = await project.files(environment.name);
  const variables = valuesOf(environment);
  session.emit({ type: 'phase', phase: 'read-org', message: `Reading the policies of ${org}` });
  const states = await workplace.store.all();
  const remotes = await readPolicies(backend, states, session.signal);
  const locals = files.filter((f) => f.kind === 'policy').map((f) => readLocal(f, variables));
  const matches = matchPolicies(locals, remotes, states);
  session.emit({ type: 'phase', phase: 'pull', message: 'Bringing changes into the files' });
  const items: PulledItem[] = [];
  const chosen = request.files === undefined ? undefined : new Set(request.files);
  for (const local of locals) {
    if (request.ids !== undefined && chosen === undefined) break;
    if (chosen !== undefined && !chosen.has(local.file.path)) continue;
    if (session.signal?.aborted) break;
    const match = matches.byFile.get(local.file.path)!;
    const known = match.kind === 'known' ? match.state : undefined;
    if (match.kind === 'known' || match.kind === 'by-name')
      items.push(
        await withConflictResult(local, () =>
          pullOne(session, local, match.remote, known, variables, request.dryRun === true),
        ),
      );
    else if (match.kind === 'gone')
      items.push({
        ...named(local),
        id: match.state.id,
        outcome: 'gone',
        fields: [],
        message: 'Deleted in the org. The file stays: delete it to accept that.',
      });
    else if (match.kind === 'ambiguous')
      items.push({ ...named(local), outcome: 'conflict', fields: [], message: match.why });
    else items.push({ ...named(local), outcome: 'kept', fields: [], message: 'Not in the org.' });
  }
  if (chosen === undefined) {
    const wanted =
      request.ids === undefined
        ? matches.remoteOnly
        : [...matches.remoteOnly, ...matches.removed.map((m) => m.remote)].filter((r) =>
            request.ids!.includes(r.id),
          );
    if (request.ids === undefined) items.push(...matches.removed.map(removedItem));
    items.push(
      ...(await pullNew(
        session,
        wanted,
        files.map((f) => f.path),
        variables,
        request.dryRun === true,
      )),
    );
  }
  if (request.ids === undefined)
    items.push(...(await pullSettings(session, files, variables, chosen, request.dryRun === true)));
  if (request.dryRun !== true && items.length > 0) await workplace.store.putIdentity(session.orgIdentity);
  return pullResult(org, items);
}

async function pullOne(
  session: OrgSession,
  local: LocalPolicy,
  remote: RemotePolicy,
  state: PolicyState | undefined,
  variables: ReadonlyMap<string, string>,
  dryRun: boolean,
): Promise<PulledItem> {
  const item = { ...named(local), id: remote.id };
  if (local.fields === undefined) {
    return {
      ...item,
      outcome: 'conflict',
      fields: [],
      message: `${local.fault} The org's version was not brought in.`,
    };
  }
  const ours = local.fields;
  const theirs = state === undefined ? fieldsOf(remote.payload) : remoteAsSent(state, remote.payload, ours);
  const saveAgreedState = async (base: PayloadFields) => {
    if (dryRun) return;
    const next: PolicyState = {
      ...(state?.storedOtherwise === undefined ? {} : { storedOtherwise: state.storedOtherwise }),
      id: remote.id,
      name: remote.payload.name,
      file: local.file.path,
      etag: remote.etag,
      base: payloadOf(base),
    };
    if (JSON.stringify(state) !== JSON.stringify(next)) await session.workplace.store.put(next);
  };
  if (samePayload(ours, theirs)) {
    await saveAgreedState(ours);
    return { ...item, outcome: 'unchanged', fields: [], message: 'In sync.' };
  }
  if (state === undefined) {
    const fields = fieldChanges(ours, theirs);
    return {
      ...item,
      outcome: 'conflict',
      fields,
      message:
        "File and org differ, and nothing is known of a common version: compare the two, then deploy or take the org's version.",
    };
  }
  if (remote.inexpressible !== undefined) {
    const message = `Changed in the org in a way that no file can express: ${remote.inexpressible}.`;
    return { ...item, outcome: 'conflict', fields: fieldChanges(ours, theirs), message };
  }
  const { merged, clashes } = merge(fieldsOf(state.base), ours, theirs);
  if (clashes.length > 0) {
    const fields = clashes.map((c) => ({
      path: c.path,
      ...(c.ours === undefined ? {} : { from: c.ours }),
      ...(c.theirs === undefined ? {} : { to: c.theirs }),
    }));
    return {
      ...item,
      outcome: 'conflict',
      fields,
      message: `File and org changed the same fields differently: ${describeClashes(clashes)}. Merge them, then deploy.`,
    };
  }
  if (samePayload(merged, ours))
    return { ...item, outcome: 'kept', fields: [], message: 'Changed here only.' };
  const fields = fieldChanges(ours, merged);
  if (local.file.unsaved === true)
    return {
      ...item,
      outcome: 'conflict',
      fields,
      message: 'The file has unsaved changes: save it, then pull again.',
    };
  let text: string;
  try {
    text = editedText(local.file.text, merged, variables);
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error;
    return {
      ...item,
      outcome: 'conflict',
      fields,
      message: `The org's changes cannot be put into the file safely: ${error.message}.`,
    };
  }
  if (!dryRun) {
    const why = await withDiskErrors(session.backend.org, `${local.file.path} is as it was.`, () =>
      session.workplace.writer.replace(local.file.path, local.hash, text),
    );
    if (why !== undefined) return { ...item, outcome: 'conflict', fields, message: NOT_WRITTEN[why] };
  }
  // The base is what the org has: a change that was made here only stays one.
  await saveAgreedState(theirs);
  const kept = !samePayload(merged, theirs);
  return {
    ...item,
    outcome: kept ? 'merged' : 'updated',
    fields,
    message: kept ? 'Brought in; changes made here are kept.' : 'Brought up to date.',
  };
}

async function pullNew(
  session: OrgSession,
  remotes: readonly RemotePolicy[],
  paths: readonly string[],
  variables: ReadonlyMap<string, string>,
  dryRun: boolean,
): Promise<PulledItem[]> {
  if (remotes.length === 0) return [];
  const { fs, root, store, writer } = session.workplace;
  const org = session.backend.org;
  const folder = await writer.folder(session.project.pullFolder);
  if (!dryRun) await writer.sweep([joinPath(folder, 'x')], []);
  const taken = new Set(
    paths
      .filter((p) => p.slice(0, Math.max(0, p.lastIndexOf('/'))) === folder)
      .map((p) => p.slice(p.lastIndexOf('/') + 1).toLowerCase()),
  );
  for (const name of await fs.list(joinPath(root, folder))) taken.add(name.toLowerCase());
  const items: PulledItem[] = [];
  for (const remote of remotes) {
    if (session.signal?.aborted) break;
    if (remote.inexpressible !== undefined) {
      items.push({
        name: remote.payload.name,
        kind: 'policy',
        id: remote.id,
        outcome: 'left',
        fields: [],
        message: `Left in the org alone, as no file can express it: ${remote.inexpressible}.`,
      });
      continue;
    }
    const name = freeFileName(
      remote.payload.name,
      remote.id,
      session.backend.capabilities.policySuffix,
      (n) => taken.has(n),
    );
    taken.add(name.toLowerCase());
    const file = folder === '' ? name : `${folder}/${name}`;
    const item = { name: remote.payload.name, kind: 'policy' as const, id: remote.id, file };
    if (!dryRun) {
      const made = await withDiskErrors(org, `${file} was not written.`, () =>
        writer.create(file, newText(fieldsOf(remote.payload), variables)),
      );
      if (!made) {
        items.push({
          ...item,
          outcome: 'conflict',
          fields: [],
          message: 'A file of this name appeared meanwhile: pull again.',
        });
        continue;
      }
      await store.put({
        id: remote.id,
        name: remote.payload.name,
        file,
        etag: remote.etag,
        base: remote.payload,
      });
    }
    items.push({ ...item, outcome: 'created', fields: [], message: `Written to ${file}.` });
  }
  return items;
}

async function withConflictResult(local: LocalPolicy, work: () => Promise<PulledItem>): Promise<PulledItem> {
  try {
    return await work();
  } catch (error) {
    if (!isOrgError(error, 'file')) throw error;
    return { ...named(local), outcome: 'failed', fields: [], message: error.message };
  }
}

function removedItem({ state, remote }: PolicyMatches['removed'][number]): PulledItem {
  return {
    name: remote.payload.name,
    kind: 'policy',
    id: remote.id,
    ...(state.file === undefined ? {} : { file: state.file }),
    outcome: 'removed',
    fields: [],
    message:
      'Its file was removed here, and is not brought back. Restore it from version control, or retire the policy.',
  };
}

function named(local: LocalPolicy): { name: string; kind: 'policy'; file: string } {
  return { name: local.name, kind: 'policy', file: local.file.path };
}

function pullResult(org: string, items: readonly PulledItem[]): PullResult {
  const words: Partial<Record<PulledItem['outcome'], string>> = {
    created: 'new',
    updated: 'updated',
    merged: 'merged',
    conflict: 'in conflict',
    gone: 'deleted in the org',
    left: 'left in the org alone',
    removed: 'without the file that was removed here',
    failed: 'failed',
  };
  const parts = Object.entries(words)
    .map(([outcome, word]) => [items.filter((i) => i.outcome === outcome).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`);
  const exitCode: ExitCode = items.some((i) => i.outcome === 'failed')
    ? 1
    : items.some((i) => i.outcome === 'conflict')
      ? 3
      : 0;
  return {
    items,
    exitCode,
    summary: `${org}: ${parts.length === 0 ? 'the files are up to date' : parts.join(', ')}.`,
  };
}
