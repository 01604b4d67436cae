import type { RemotePolicy } from '../../backends/backend';
import type { PolicyState } from '../../state/store';
import { identify } from './identity';
import type { LocalPolicy } from './local';
import { comparableName } from './names';

/** What a file stands for in the org. */
export type PolicyMatch =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly state: PolicyState; readonly remote: RemotePolicy }
  | { readonly kind: 'by-name'; readonly remote: RemotePolicy }
  | { readonly kind: 'gone'; readonly state: PolicyState }
  | { readonly kind: 'retired'; readonly state: PolicyState }
  | { readonly kind: 'ambiguous'; readonly why: string };

export interface PolicyMatches {
  readonly byFile: ReadonlyMap<string, PolicyMatch>;
  /** Deployed from here, and no file stands for it any more. */
  readonly removed: readonly { readonly state: PolicyState; readonly remote: RemotePolicy }[];
  readonly remoteOnly: readonly RemotePolicy[];
}

/**
 * Finds for every file its policy: by the id that a state file holds, else by name. Where a name fits several
 * there is no guess.
 */
export function matchPolicies(
  locals: readonly LocalPolicy[],
  remotes: readonly RemotePolicy[],
  states: ReadonlyMap<string, PolicyState>,
): PolicyMatches {
  const byId = new Map(remotes.map((r) => [r.id, r]));
  const { byFile: stateOf, asked } = identify(locals, remotes, states);
  const taken = new Set<string>();
  for (const state of stateOf.values()) taken.add(state.id);
  const remoteNames = group(remotes, (r) => comparableName(r.payload.name));
  const localNames = group(
    locals.filter((l) => l.fields !== undefined),
    (l) => comparableName(l.name),
  );
  const byFile = new Map<string, PolicyMatch>();
  for (const local of locals) {
    const state = stateOf.get(local.file.path);
    const match = state === undefined ? undefined : matchByState(state, byId);
    if (match?.kind === 'known' || match?.kind === 'retired') byFile.set(local.file.path, match);
    else {
      // Deleted and made anew under its name counts as the policy of that name.
      const named = matchByName(local, remoteNames, localNames, taken, states);
      const doubt = named.kind === 'new' ? asked.get(local.file.path) : undefined;
      if (doubt !== undefined) byFile.set(local.file.path, { kind: 'ambiguous', why: renamed(local, doubt) });
      else byFile.set(local.file.path, match !== undefined && named.kind === 'new' ? match : named);
    }
  }
  const matched = new Set<string>();
  for (const m of byFile.values()) if (m.kind === 'known' || m.kind === 'by-name') matched.add(m.remote.id);
  // One that a file may mean is not said to have lost its file.
  const doubtful = new Set([...asked.values()].flat().map((s) => s.id));
  const removed: { state: PolicyState; remote: RemotePolicy }[] = [];
  const remoteOnly: RemotePolicy[] = [];
  for (const remote of remotes) {
    if (matched.has(remote.id)) continue;
    const state = states.get(remote.id);
    if (state === undefined || state.retired === true || doubtful.has(remote.id)) remoteOnly.push(remote);
    else removed.push({ state, remote });
  }
  return { byFile, removed, remoteOnly };
}

function renamed(local: LocalPolicy, candidates: readonly PolicyState[]): string {
  const one = candidates[0]!;
  const names = candidates.map((s) => `"${s.name}"`).join(' or ');
  return `"${local.name}" may be ${names}, moved and renamed: that file is gone, and this one is much like it. If it is, deploy it once under the name "${one.name}", then rename it. If not, retire "${one.name}" first.`;
}

function matchByState(state: PolicyState, byId: ReadonlyMap<string, RemotePolicy>): PolicyMatch {
  const remote = byId.get(state.id);
  if (remote !== undefined) return { kind: 'known', state, remote };
  return state.retired === true ? { kind: 'retired', state } : { kind: 'gone', state };
}

function matchByName(
  local: LocalPolicy,
  remoteNames: ReadonlyMap<string, RemotePolicy[]>,
  localNames: ReadonlyMap<string, LocalPolicy[]>,
  taken: ReadonlySet<string>,
  states: ReadonlyMap<string, PolicyState>,
): PolicyMatch {
  const key = comparableName(local.name);
  const twins = localNames.get(key) ?? [];
  if (twins.length > 1) {
    const others = twins.filter((t) => t !== local).map((t) => t.file.path);
    return {
      kind: 'ambiguous',
      why: `The name "${local.name}" is also that of ${others.join(', ')}, case and outer spaces aside. Give each policy a name of its own.`,
    };
  }
  const candidates = (remoteNames.get(key) ?? []).filter((r) => !taken.has(r.id));
  if (candidates.length > 1) {
    const ids = candidates.map((r) => `${r.id} ("${r.payload.name}")`).join(', ');
    return {
      kind: 'ambiguous',
      why: `The org has several policies of this name: ${ids}. Rename or retire all but one, as which of them the file means cannot be told.`,
    };
  }
  const remote = candidates[0];
  if (remote === undefined) return { kind: 'new' };
  const state = states.get(remote.id);
  return state === undefined ? { kind: 'by-name', remote } : { kind: 'known', state, remote };
}

function group<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) {
    const k = key(item);
    const list = out.get(k);
    if (list === undefined) out.set(k, [item]);
    else list.push(item);
  }
  return out;
}
