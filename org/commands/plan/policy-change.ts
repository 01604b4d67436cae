import { EditRefusal, editedText } from '../../model/edits/payload-edits';
import { describeClashes } from '../../model/merge/describe';
import { merge } from '../../model/merge/merge';
import { type FieldPath, fieldsOf, type PayloadFields, payloadOf } from '../../model/policy/payload';
import { sameField, samePayload } from '../../model/policy/same';
import type { PolicyState } from '../../state/store';
import { fieldChanges } from './field-changes';
import type { LocalPolicy } from './local';
import type { PolicyMatch } from './match';
import type { PlannedChange } from './plan';

/**
 * Plans one policy file. `retiring` holds the ids of policies on their way out. `adopt`: the file wins over a
 * policy with which it has no common base.
 */
export function policyChange(
  local: LocalPolicy,
  match: PolicyMatch,
  retiring: ReadonlySet<string>,
  variables: ReadonlyMap<string, string>,
  adopt: boolean,
): PlannedChange {
  const remoteId =
    match.kind === 'known' || match.kind === 'by-name'
      ? match.remote.id
      : match.kind === 'gone'
        ? match.state.id || undefined
        : undefined;
  const etag = match.kind === 'known' || match.kind === 'by-name' ? match.remote.etag : undefined;
  const shared = {
    kind: 'policy' as const,
    name: local.name,
    file: local.file.path,
    ...(remoteId === undefined ? {} : { id: remoteId }),
    pin: { id: remoteId, etag, fileHash: local.hash },
    fields: [],
    blockers: [],
  };
  const blocked = (code: string, reason: string, stops: 'deploy' | 'item'): PlannedChange => ({
    ...shared,
    action: 'blocked',
    reason,
    blockers: [{ code, message: reason, stops }],
    ...(match.kind === 'known' || match.kind === 'by-name' ? { remote: match.remote.payload } : {}),
  });
  if (local.fields === undefined)
    return blocked('json-syntax', local.fault ?? 'The file cannot be read.', 'deploy');
  const ours = local.fields;
  switch (match.kind) {
    case 'ambiguous':
      return blocked('duplicate-policy-name', match.why, 'item');
    case 'gone':
      return blocked(
        'deleted-in-org',
        match.state.since !== undefined
          ? `Deleted in the org: the files at ${match.state.since} have it. Delete the file to accept that, or deploy without --since to create it anew.`
          : `Deleted in the org since the last deploy. Delete the file to accept that, or remove its state file (policy id ${match.state.id}) to create it anew.`,
        'item',
      );
    case 'retired':
      return {
        ...shared,
        action: 'none',
        local: payloadOf(ours),
        reason: 'Retired. Delete the file, or remove its state file to create the policy anew.',
      };
    case 'new':
      return {
        ...shared,
        action: 'create',
        local: payloadOf(ours),
        desired: payloadOf(ours),
        fields: fieldChanges(undefined, ours),
        reason: 'Not in the org yet.',
      };
    case 'by-name': {
      if (retiring.has(match.remote.id)) return blocked('retiring', RETIRING, 'item');
      const theirs = fieldsOf(match.remote.payload);
      const both = {
        ...shared,
        local: payloadOf(ours),
        remote: match.remote.payload,
      };
      if (samePayload(ours, theirs))
        return {
          ...both,
          desired: payloadOf(ours),
          action: 'none',
          agreesAlready: true,
          reason: 'In sync (matched by name).',
        };
      const differing = { ...both, neverDeployed: true, fields: fieldChanges(theirs, ours) };
      return adopt
        ? { ...differing, action: 'update', desired: payloadOf(ours), reason: ADOPTED }
        : { ...differing, action: 'conflict', reason: NEVER_DEPLOYED };
    }
    case 'known':
      if (retiring.has(match.remote.id)) return blocked('retiring', RETIRING, 'item');
      return {
        ...shared,
        ...mergeChange(
          local,
          ours,
          remoteAsSent(match.state, match.remote.payload, ours),
          match.state,
          variables,
        ),
      };
  }
}

/** Said where two sides differ that have no common base. */
export const NEVER_DEPLOYED =
  'Never deployed from here, and the org has other values: nobody can tell which are newer. Merge them, or deploy with --adopt (the file wins) or with --since and the Git reference of the last deploy.';

/** The same, where the person let the files win. */
export const ADOPTED = 'Never deployed from here: the values of the org that are shown are replaced.';

const RETIRING = 'Being retired: finish that with the retire command first.';

/**
 * What the org has, where it is known to store a value otherwise than sent: then as if it had stored what was
 * sent.
 */
export function remoteAsSent(
  state: PolicyState,
  remote: unknown,
  ours: PayloadFields,
): Map<FieldPath, unknown> {
  const view = fieldsOf(remote);
  for (const s of state.storedOtherwise ?? []) {
    const path = s.path as FieldPath;
    if (!sameField(path, view.get(path), s.stored) || !sameField(path, ours.get(path), s.sent)) continue;
    if (s.sent === undefined) view.delete(path);
    else view.set(path, s.sent);
  }
  return view;
}

function mergeChange(
  local: LocalPolicy,
  ours: PayloadFields,
  theirs: PayloadFields,
  state: PolicyState,
  variables: ReadonlyMap<string, string>,
): Omit<PlannedChange, 'kind' | 'name' | 'file' | 'pin' | 'blockers'> {
  const base = fieldsOf(state.base);
  const all = { local: payloadOf(ours), remote: payloadOf(theirs), base: state.base };
  if (samePayload(ours, theirs)) {
    return {
      ...all,
      action: 'none',
      fields: [],
      desired: payloadOf(ours),
      agreesAlready: true,
      reason: 'In sync.',
    };
  }
  const { merged, clashes } = merge(base, ours, theirs);
  if (clashes.length > 0) {
    const fields = clashes.map((c) => ({
      path: c.path,
      ...(c.theirs === undefined ? {} : { from: c.theirs }),
      ...(c.ours === undefined ? {} : { to: c.ours }),
    }));
    return {
      ...all,
      action: 'conflict',
      fields,
      clashes,
      reason: `The file and the org changed the same fields differently: ${describeClashes(clashes)}. Merge them, then deploy.`,
    };
  }
  const intoFile = fieldChanges(ours, merged);
  if (samePayload(merged, theirs)) {
    return {
      ...all,
      action: 'none',
      fields: [],
      intoFile,
      reason: 'Changed in the org, unchanged here: pull brings it into the file.',
    };
  }
  if (intoFile.length > 0) {
    try {
      editedText(local.file.text, merged, variables);
    } catch (error) {
      if (!(error instanceof EditRefusal)) throw error;
      const reason = `The org changed too, and its changes cannot be brought into the file: ${error.message}.`;
      return { ...all, action: 'conflict', fields: fieldChanges(theirs, ours), clashes: [], reason };
    }
  }
  const reason =
    intoFile.length === 0
      ? 'The file differs from the org.'
      : 'The file and the org changed different fields: both are kept, and the file is brought up to date.';
  return {
    ...all,
    action: 'update',
    fields: fieldChanges(theirs, merged),
    desired: payloadOf(merged),
    intoFile,
    reason,
  };
}
