import { parseJson } from '../../../core/json/parse';
import { digest } from '../../model/digest';
import { setMember } from '../../model/edits/payload-edits';
import { sameJson } from '../../model/policy/same';
import type { LocalFile } from '../../model/project';
import { withDiskErrors } from '../deploy/save-confirmed';
import { memberChanges } from '../plan/field-changes';
import { localSettings, settingsIn } from '../plan/settings-change';
import type { OrgSession } from '../session';
import { NOT_WRITTEN } from './not-written';
import type { PulledItem } from './types';

/** Brings the org's recording settings into the file that has them; only members that the file names. */
export async function pullSettings(
  session: OrgSession,
  files: readonly LocalFile[],
  variables: ReadonlyMap<string, string>,
  chosen: ReadonlySet<string> | undefined,
  dryRun: boolean,
): Promise<PulledItem[]> {
  const own = files.filter(
    (f) => f.kind === 'recording-settings' && (chosen === undefined || chosen.has(f.path)),
  );
  if (own.length !== 1) return [];
  const file = own[0]!;
  const item = { name: 'recording settings', kind: 'recording-settings' as const, file: file.path };
  const local = localSettings(file, variables);
  if (typeof local === 'string') return [{ ...item, outcome: 'conflict', fields: [], message: local }];
  const theirs = settingsIn(await session.backend.settings(session.signal));
  const base = await session.workplace.store.settings();
  const take: Record<string, unknown> = {};
  const clashes: string[] = [];
  for (const [key, ours] of Object.entries(local)) {
    if (sameJson(ours, theirs[key]) || theirs[key] === undefined) continue;
    if (base === undefined || !Object.hasOwn(base, key)) clashes.push(key);
    else if (sameJson(ours, base[key])) take[key] = theirs[key];
    else if (!sameJson(theirs[key], base[key])) clashes.push(key);
  }
  if (clashes.length > 0) {
    const fields = clashes.map((k) => ({ path: `/${k}`, from: local[k], to: theirs[k] }));
    return [
      {
        ...item,
        outcome: 'conflict',
        fields,
        message: 'File and org differ in settings that both may have changed: compare them, then deploy.',
      },
    ];
  }
  const fields = memberChanges(local, take);
  const saveAgreedSettings = () =>
    session.workplace.store.putSettings({
      ...base,
      ...Object.fromEntries(Object.keys(local).map((k) => [k, theirs[k]])),
    });
  if (fields.length === 0) {
    const same = Object.keys(local).every((k) => sameJson(local[k], theirs[k]));
    if (same && !dryRun && !sameJson(base, local)) await saveAgreedSettings();
    return [
      {
        ...item,
        outcome: same ? 'unchanged' : 'kept',
        fields: [],
        message: same ? 'In sync.' : 'Changed here only.',
      },
    ];
  }
  if (file.unsaved === true)
    return [
      {
        ...item,
        outcome: 'conflict',
        fields,
        message: 'The file has unsaved changes: save it, then pull again.',
      },
    ];
  if (!dryRun) {
    let json = parseJson(file.text);
    for (const [key, value] of Object.entries(take)) json = setMember(json, [key], value);
    const { text } = json;
    const why = await withDiskErrors(session.backend.org, `${file.path} is as it was.`, () =>
      session.workplace.writer.replace(file.path, digest(file.text), text),
    );
    if (why !== undefined) return [{ ...item, outcome: 'conflict', fields, message: NOT_WRITTEN[why] }];
    await saveAgreedSettings();
  }
  return [{ ...item, outcome: 'updated', fields, message: 'Brought up to date.' }];
}
