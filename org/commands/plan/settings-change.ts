import { parseJson } from '../../../core/json/parse';
import type { RecordingSettings } from '../../backends/backend';
import { digest } from '../../model/digest';
import { describeClashes } from '../../model/merge/describe';
import { sameJson } from '../../model/policy/same';
import type { LocalFile } from '../../model/project';
import { resolveValue } from '../../model/variables/resolve';
import { isRecord } from '../../transport/http/json';
import { memberChanges } from './field-changes';
import { syntaxFault } from './local';
import type { PlannedChange } from './plan';
import { ADOPTED, NEVER_DEPLOYED } from './policy-change';

/** What a client may set; the rest of the object is the org's. */
export const SETTINGS_FIELDS = [
  'maxSimultaneousStreams',
  'recordingPlaybackUrlTtl',
  'recordingBatchDownloadUrlTtl',
  'regionalRecordingStorageEnabled',
  'stopRecordingWhenOnlyExternalParticipants',
] as const;

const NAME = 'recording settings';

type SettingsMembers = Readonly<Record<string, unknown>>;

/** The settings of a file; a string says why it cannot be read. */
export function localSettings(
  file: LocalFile,
  variables: ReadonlyMap<string, string>,
): SettingsMembers | string {
  const json = parseJson(file.text);
  const fault = syntaxFault(json);
  if (fault !== undefined) return fault;
  const { value, unresolved } = resolveValue(json.root?.value, variables);
  if (unresolved.length > 0) return `{{${unresolved[0]}}} has no value in this environment.`;
  return settingsIn(value);
}

export function settingsIn(value: unknown): SettingsMembers {
  const v = isRecord(value) ? value : {};
  return Object.fromEntries(
    SETTINGS_FIELDS.filter((k) => Object.hasOwn(v, k) && v[k] !== undefined).map((k) => [k, v[k]]),
  );
}

/**
 * The whole object to send: as last read, with the given members put in. What only the org counts or sets is
 * left out; members we do not know are sent back as read, as a PUT replaces the whole.
 */
export function wholeSettings(read: RecordingSettings, members: SettingsMembers): Record<string, unknown> {
  const kept = Object.entries(read).filter(
    ([k]) => !/^(max[Cc]onfigurable|id$|selfUri$|version$|etag$)|active|orphan|count|date/i.test(k),
  );
  return { ...Object.fromEntries(kept), ...members };
}

/** Plans the recording settings against what the org has and the last common base. */
export function settingsChange(
  file: LocalFile,
  variables: ReadonlyMap<string, string>,
  remote: RecordingSettings,
  base: SettingsMembers | undefined,
  adopt: boolean,
): PlannedChange {
  const pin = {
    id: undefined,
    etag: digest(JSON.stringify(settingsIn(remote))),
    fileHash: digest(file.text),
  };
  const shared = {
    kind: 'recording-settings' as const,
    name: NAME,
    file: file.path,
    pin,
    blockers: [],
    fields: [],
  };
  const local = localSettings(file, variables);
  if (typeof local === 'string') {
    return {
      ...shared,
      action: 'blocked',
      reason: local,
      blockers: [{ code: 'json-syntax', message: local, stops: 'deploy' }],
    };
  }
  const theirs = settingsIn(remote);
  const wanted: Record<string, unknown> = {};
  const clashes: { path: string; base: unknown; ours: unknown; theirs: unknown }[] = [];
  const drifted: string[] = [];
  const unknown: string[] = [];
  for (const [key, ours] of Object.entries(local)) {
    const known = base !== undefined && Object.hasOwn(base, key);
    const was = base?.[key];
    if (sameJson(ours, theirs[key])) continue;
    if (known && sameJson(ours, was)) drifted.push(key);
    else if (known && !sameJson(theirs[key], was))
      clashes.push({ path: `/${key}`, base: was, ours, theirs: theirs[key] });
    else {
      wanted[key] = ours;
      if (!known && theirs[key] !== undefined) unknown.push(key);
    }
  }
  const settings = { local, remote: remote as SettingsMembers, desired: wholeSettings(remote, wanted) };
  if (clashes.length > 0) {
    const fields = clashes.map((c) => ({ path: c.path, from: c.theirs, to: c.ours }));
    return {
      ...shared,
      action: 'conflict',
      fields,
      clashes,
      settings,
      reason: `The file and the org changed the same settings differently: ${describeClashes(clashes)}. Merge them, then deploy.`,
    };
  }
  const fields = memberChanges(theirs, wanted);
  if (unknown.length > 0) {
    const differing = { ...shared, fields, settings, neverDeployed: true };
    return adopt
      ? { ...differing, action: 'update', reason: ADOPTED }
      : { ...differing, action: 'conflict', reason: NEVER_DEPLOYED };
  }
  if (fields.length > 0)
    return { ...shared, action: 'update', fields, settings, reason: 'The file differs from the org.' };
  if (drifted.length > 0) {
    return {
      ...shared,
      action: 'none',
      settings,
      reason: `Changed in the org (${drifted.join(', ')}), unchanged here: pull brings it into the file.`,
    };
  }
  return { ...shared, action: 'none', settings, agreesAlready: true, reason: 'In sync.' };
}
