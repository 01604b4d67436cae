import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, type PayloadFields } from '../../model/policy/payload';
import { differingFields, samePayload } from '../../model/policy/same';
import type { DeployedItem } from '../../state/last-deploy';
import type { ItemResult, OrgSession } from '../session';
import { readUntil } from './consistent-reads';

/** From so many on, the list pages cost less than single reads. */
const SINGLE_READS = 20;
const LOOKS = [0, 500, 1500, 3000, 5000];

/**
 * Reads what was written back from the org and compares. A copy that lags behind is read again for a while.
 */
export async function readBack(
  session: OrgSession,
  results: readonly ItemResult[],
  items: readonly DeployedItem[],
): Promise<ItemResult[]> {
  const byId = new Map(items.map((i) => [i.id, i]));
  const done = results.filter((r) => r.outcome === 'done' && r.kind === 'policy' && r.id !== undefined);
  if (done.length === 0) return [...results];
  session.emit({
    type: 'phase',
    phase: 'read-back',
    message: `Reading back ${done.length} polic${done.length === 1 ? 'y' : 'ies'}`,
  });
  const listed =
    done.length > SINGLE_READS
      ? new Map((await session.backend.policies(session.signal)).map((p) => [p.id, p]))
      : undefined;
  const out: ItemResult[] = [];
  for (const r of results) {
    const item = r.id === undefined ? undefined : byId.get(r.id);
    out.push(item === undefined || !done.includes(r) ? r : await compared(session, r, item, listed));
  }
  return out;
}

async function compared(
  session: OrgSession,
  r: ItemResult,
  item: DeployedItem,
  listed: ReadonlyMap<string, RemotePolicy> | undefined,
): Promise<ItemResult> {
  const after = fieldsOf(item.after);
  const first = listed?.get(item.id);
  const settled =
    first !== undefined && samePayload(fieldsOf(first.payload), after)
      ? first
      : await readCopy(session, item, after);
  if (settled === 'behind') {
    return { ...r, message: `${r.message} The org still shows the earlier version; look again with status.` };
  }
  const differing = differingFields(after, fieldsOf(settled.payload));
  if (differing.length > 0) {
    const other = item.etag !== undefined && settled.etag !== item.etag;
    return {
      ...r,
      message: `${r.message} Read back, ${differing.join(', ')} ${other ? 'was changed by somebody else meanwhile: run status' : 'is stored otherwise'}.`,
    };
  }
  if (r.storedOtherwise === undefined) return r;
  const list = r.storedOtherwise
    .map((s) => `${s.path} (sent ${JSON.stringify(s.sent)}, stored ${JSON.stringify(s.stored)})`)
    .join(', ');
  return { ...r, message: `${r.message} The org stores otherwise than it was sent: ${list}.` };
}

async function readCopy(
  session: OrgSession,
  item: DeployedItem,
  after: PayloadFields,
): Promise<RemotePolicy | 'behind'> {
  const before = item.before === null ? undefined : fieldsOf(item.before);
  const found = await readUntil(session, LOOKS, async () => {
    const now = await session.backend.policy(item.id, session.signal);
    if (now === undefined) return undefined;
    const fields = fieldsOf(now.payload);
    if (samePayload(fields, after)) return now;
    return before !== undefined && samePayload(fields, before) ? undefined : now;
  });
  return found ?? 'behind';
}
