import type { RemotePolicy } from '../../backends/backend';
import type { PolicyState } from '../../state/store';
import type { PlannedChange } from './plan';

/** A policy that was deployed from here and has no file any more. */
export function removed(
  { state, remote }: { readonly state: PolicyState; readonly remote: RemotePolicy },
  remove: boolean,
  retiring: ReadonlySet<string>,
): PlannedChange {
  const file = state.file === undefined ? 'Its file is gone' : `Its file ${state.file} is gone`;
  const going = retiring.has(remote.id) ? ` It is being retired.` : '';
  const next = remove
    ? 'It is retired: disabled, then deleted once it has no active session. That cannot be undone.'
    : 'It stays as it is. Restore the file from version control, or retire the policy (deploy --remove).';
  return {
    action: 'removed',
    kind: 'policy',
    name: remote.payload.name,
    id: remote.id,
    ...(state.file === undefined ? {} : { file: state.file }),
    fields: [],
    reason: `${file}.${going} ${next}`,
    pin: { id: remote.id, etag: remote.etag, fileHash: undefined },
    blockers: [],
    remote: remote.payload,
    ...(remove ? { irreversible: 'retire' as const } : {}),
  };
}

/** A policy that only the org has. */
export function remoteOnly(remote: RemotePolicy, retiring: ReadonlySet<string>): PlannedChange {
  return {
    action: 'remote-only',
    kind: 'policy',
    name: remote.payload.name,
    id: remote.id,
    fields: [],
    reason: remoteOnlyReason(remote, retiring),
    pin: { id: remote.id, etag: remote.etag, fileHash: undefined },
    blockers: [],
    remote: remote.payload,
  };
}

function remoteOnlyReason(remote: RemotePolicy, retiring: ReadonlySet<string>): string {
  if (retiring.has(remote.id)) return 'Being retired; no file stands for it.';
  return remote.inexpressible === undefined
    ? 'Only in the org: pull writes a file for it, retire removes it.'
    : `Only in the org, and no file can express it: ${remote.inexpressible}. Retire removes it.`;
}
