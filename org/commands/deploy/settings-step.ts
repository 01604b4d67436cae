import type { DeployedItem } from '../../state/last-deploy';
import type { Planned } from '../plan/context';
import { type PlannedChange, writesOf } from '../plan/plan';
import { settingsIn } from '../plan/settings-change';
import type { ItemResult, OrgSession } from '../session';
import { messageOf, outcomeOf } from './execute';
import { withDiskErrors } from './save-confirmed';
import { hasValues, writeSettings } from './settings-write';

/** Writes the planned recording settings, if any, after the policies. */
export async function executeSettings(
  session: OrgSession,
  planned: Planned,
  items: DeployedItem[],
  at: string,
  stopped: boolean,
): Promise<ItemResult[]> {
  const change = writesOf(planned.plan).find((c) => c.kind === 'recording-settings');
  if (change?.settings === undefined) return [];
  const { settings } = change;
  const item = {
    name: change.name,
    kind: change.kind,
    ...(change.file === undefined ? {} : { file: change.file }),
    action: change.action,
  };
  if (stopped || session.signal?.aborted)
    return [{ ...item, outcome: 'not-tried', message: 'Not tried: the deploy stopped before.' }];
  session.emit({ type: 'phase', phase: 'write', message: 'Writing the recording settings' });
  try {
    const wanted = wantedOf(change);
    const { before, after } = await writeSettings(session, settings.remote, wanted);
    await withDiskErrors(
      session.backend.org,
      'The recording settings were written to the org, but that could not be noted here.',
      async () => {
        await session.workplace.store.putSettings(
          settingsIn({ ...settings.local, ...pickWanted(after, wanted) }),
        );
        items.push({ kind: 'recording-settings', id: '', name: change.name, before, after });
        await session.workplace.lastDeploy.add(at, items.at(-1)!, items.length === 1);
      },
    );
    const back = settingsIn(await session.backend.settings(session.signal));
    const message = hasValues(back, wanted)
      ? 'Updated.'
      : 'Updated, but read back the org has other values: run status.';
    return [{ ...item, outcome: 'done', message }];
  } catch (error) {
    return [{ ...item, outcome: outcomeOf(error), message: messageOf(error), error }];
  }
}

function wantedOf(change: PlannedChange): Record<string, unknown> {
  return Object.fromEntries(change.fields.map((f) => [f.path.slice(1), f.to]));
}

/**
 * The base remembers what was agreed on: for members the org changed and the file did not, still the earlier
 * value.
 */
function pickWanted(
  after: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.keys(wanted).map((k) => [k, after[k]]));
}
