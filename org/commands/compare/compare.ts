import { EditRefusal, editedText, newText } from '../../model/edits/payload-edits';
import { fieldsOf, type PayloadFields, payloadOf } from '../../model/policy/payload';
import { valuesOf } from '../../model/references/values';
import { OrgError } from '../../transport/errors/org-error';
import { fieldChanges } from '../plan/field-changes';
import { readLocal } from '../plan/local';
import { matchPolicies } from '../plan/match';
import type { FieldChange } from '../plan/plan';
import { readPolicies } from '../plan/read-policies';
import type { OrgSession } from '../session';

/**
 * The sides of one policy as texts for a diff or a merge editor: laid out like the file, so that only
 * differences show.
 */
export interface Comparison {
  readonly name: string;
  readonly file: string;
  /** Undefined where the org has no such policy. */
  readonly id: string | undefined;
  readonly etag: string | undefined;
  readonly fileText: string;
  readonly orgText: string | undefined;
  /** The last common base; undefined where there is none. */
  readonly baseText: string | undefined;
  /** What differs: `from` the org, `to` the file. */
  readonly fields: readonly FieldChange[];
}

/** Compares a policy file with the org's copy. Writes nothing. */
export async function compare(session: OrgSession, file: string): Promise<Comparison> {
  const { comparison } = await sides(session, file);
  return comparison;
}

/**
 * Notes that the org's present version has been merged into the file (by a person, in a merge editor): it
 * becomes the common base, so that the next deploy sends what the file says. Fails when the org has moved on
 * since `etag`.
 */
export async function markMerged(
  session: OrgSession,
  file: string,
  seen: { readonly id: string; readonly etag: string | undefined },
): Promise<void> {
  const { comparison, theirs } = await sides(session, file);
  if (comparison.id !== seen.id || comparison.etag !== seen.etag || theirs === undefined) {
    throw new OrgError({
      kind: 'stale-plan',
      org: session.backend.org,
      what: `"${comparison.name}" was changed in the org again while it was being merged`,
      written: 'Nothing was written.',
      advice: 'Compare and merge once more.',
    });
  }
  await session.workplace.store.put({
    id: seen.id,
    name: comparison.name,
    file,
    etag: seen.etag,
    base: payloadOf(theirs),
  });
}

async function sides(
  session: OrgSession,
  file: string,
): Promise<{ comparison: Comparison; theirs: PayloadFields | undefined }> {
  const { project, environment, workplace, backend } = session;
  const variables = valuesOf(environment);
  const files = (await project.files(environment.name)).filter((f) => f.kind === 'policy');
  const locals = files.map((f) => readLocal(f, variables));
  const local = locals.find((l) => l.file.path === file);
  if (local === undefined) {
    throw new OrgError({
      kind: 'configuration',
      org: backend.org,
      what: `${file} is no policy file of this environment`,
      advice: 'Check the environment\'s "include" in recpolicy.config.json.',
    });
  }
  const states = await workplace.store.all();
  const remotes = await readPolicies(backend, states, session.signal);
  const match = matchPolicies(locals, remotes, states).byFile.get(file)!;
  const remote = match.kind === 'known' || match.kind === 'by-name' ? match.remote : undefined;
  const base = match.kind === 'known' ? fieldsOf(match.state.base) : undefined;
  const theirs = remote === undefined ? undefined : fieldsOf(remote.payload);
  const likeFile = (fields: PayloadFields) => {
    try {
      return editedText(local.file.text, fields, variables);
    } catch (error) {
      if (!(error instanceof EditRefusal)) throw error;
      return newText(fields, variables);
    }
  };
  const comparison: Comparison = {
    name: local.name,
    file,
    id: remote?.id,
    etag: remote?.etag,
    fileText: local.file.text,
    orgText: theirs === undefined ? undefined : likeFile(theirs),
    baseText: base === undefined ? undefined : likeFile(base),
    fields: theirs === undefined || local.fields === undefined ? [] : fieldChanges(theirs, local.fields),
  };
  return { comparison, theirs };
}
