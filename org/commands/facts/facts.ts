import { REFERENCE_KINDS } from '../../../core/document/references';
import type { Dated, GroupFact, OrgFacts, RemotePolicyFact } from '../../../core/index/org-facts';
import type { PolicyPayload } from '../../model/policy/payload';
import { valuesOf } from '../../model/references/values';
import { OrgError } from '../../transport/errors/org-error';
import { readLocal } from '../plan/local';
import { matchPolicies } from '../plan/match';
import { activeMembers } from '../plan/org-checks';
import type { OrgSession } from '../session';
import { writeFacts } from './store';

/** Members are read group by group for the groups that files name, up to so many. */
const MAX_DETAILED = 200;
const PARALLEL = 4;
/** Without these nothing of the org can be known. */
const FATAL: ReadonlySet<string> = new Set(['cancelled', 'credentials', 'endpoint']);

/**
 * Reads from the org what the rules can use, and keeps it. A part that could not be read is left out or
 * marked as incomplete: what is not known supports no finding.
 */
export async function refreshFacts(session: OrgSession): Promise<OrgFacts> {
  const { backend, signal } = session;
  const asOf = new Date(session.clock.wall()).toISOString();
  const dated = <T>(value: T, complete = true): Dated<T> => ({ value, asOf, complete });
  session.emit({
    type: 'phase',
    phase: 'read-org',
    message: `Reading groups, retention and limits of ${backend.org}`,
  });
  const [groups, minimum, maximum, settings, remoteOnly] = await Promise.all([
    known(session, () => backend.groups(signal)),
    known(session, () => backend.minimumRetention(signal)),
    known(session, async () => backend.maximumRetention?.(signal)),
    known(session, () => backend.settings(signal)),
    known(session, () => policiesWithoutFile(session)),
  ]);
  const groupFacts = groups === undefined ? undefined : await detailed(session, groups);
  const things = backend.things === undefined ? undefined : await namesOfThings(session);
  const limit = settings?.maxConfigurableScreenRecordingStreams;
  const facts: OrgFacts = {
    ...(groupFacts === undefined ? {} : { groups: dated(groupFacts) }),
    ...(things !== undefined
      ? { names: dated(things.names, things.complete) }
      : groupFacts === undefined
        ? {}
        : { names: dated(new Map([...groupFacts].map(([id, g]) => [`GROUP:${id}`, g.name ?? g.id]))) }),
    ...(minimum === undefined ? {} : { minimumRetentionDays: dated(minimum) }),
    ...(maximum === undefined ? {} : { maximumRetentionDays: dated(maximum) }),
    ...(typeof limit === 'number' ? { streamLimit: dated(limit) } : {}),
    ...(typeof settings?.maxSimultaneousStreams === 'number'
      ? { maxSimultaneousStreams: dated(settings.maxSimultaneousStreams) }
      : {}),
    ...(remoteOnly === undefined ? {} : { remoteOnly: dated(remoteOnly) }),
  };
  await writeFacts(session.workplace.run, facts);
  return facts;
}

/** What files call the things of the org, by `kind:id`; not complete where a kind could not be read. */
async function namesOfThings(
  session: OrgSession,
): Promise<{ names: Map<string, string>; complete: boolean }> {
  const names = new Map<string, string>();
  let complete = true;
  for (const kind of REFERENCE_KINDS) {
    const things = await known(session, async () => session.backend.things?.(kind, session.signal));
    if (things === undefined) complete = false;
    for (const { id, name } of things ?? []) names.set(`${kind}:${id.toLowerCase()}`, name);
  }
  return { names, complete };
}

async function known<T>(session: OrgSession, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof OrgError) || FATAL.has(error.kind)) throw error;
    session.emit({ type: 'notice', message: `Left out of what is known of the org: ${error.message}` });
    return undefined;
  }
}

/** Group facts, with active members for the groups that files target. */
async function detailed(
  session: OrgSession,
  groups: readonly { id: string; name: string; memberCount: number }[],
): Promise<Map<string, GroupFact>> {
  const facts = new Map<string, GroupFact>();
  for (const g of groups) {
    facts.set(g.id.toLowerCase(), {
      id: g.id,
      name: g.name,
      members: g.memberCount < 0 ? undefined : g.memberCount,
      activeMembers: undefined,
    });
  }
  const variables = valuesOf(session.environment);
  const wanted = new Set<string>();
  for (const file of await session.project.files(session.environment.name)) {
    const targets = file.kind === 'policy' ? readLocal(file, variables).fields?.get('/targets') : undefined;
    for (const t of Array.isArray(targets) ? targets : [])
      if (t?.type === 'GROUP' && typeof t.id === 'string') wanted.add(t.id.toLowerCase());
  }
  const queue = [...wanted].filter((id) => facts.has(id)).slice(0, MAX_DETAILED);
  const worker = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const fact = facts.get(id)!;
      const group = await known(session, () => session.backend.group(fact.id, session.signal));
      if (group !== undefined)
        facts.set(id, { ...fact, members: group.members.length, activeMembers: activeMembers(group) });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  return facts;
}

async function policiesWithoutFile(session: OrgSession): Promise<RemotePolicyFact[]> {
  const variables = valuesOf(session.environment);
  const files = await session.project.files(session.environment.name);
  const locals = files.filter((f) => f.kind === 'policy').map((f) => readLocal(f, variables));
  const states = await session.workplace.store.all();
  const { remoteOnly } = matchPolicies(locals, await session.backend.policies(session.signal), states);
  return remoteOnly.flatMap(({ id, payload }) => remotePolicyFact(id, payload) ?? []);
}

/** What the rules know of a policy of the org; undefined for kinds of policy of which they know nothing. */
export function remotePolicyFact(id: string, payload: PolicyPayload): RemotePolicyFact | undefined {
  const { name, enabled, priority, retentionDays, targets, complianceSettings, evaluationMode } = payload;
  if (priority === undefined || retentionDays === undefined || targets === undefined) return undefined;
  return {
    id,
    name,
    enabled,
    priority,
    retentionDays,
    targets: targets.map(({ type, id }) => ({ type, id })),
    complianceSettings: complianceSettings ?? {},
    ...(evaluationMode === undefined ? {} : { evaluationMode }),
  };
}
