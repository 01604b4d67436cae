import { nameKey } from '../../../core/index/policy-facts';
import type { RemotePolicy } from '../../backends/backend';
import type { PolicyState } from '../../state/store';
import type { LocalPolicy } from './local';

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
  readonly remoteOnly: readonly RemotePolicy[];
}

/** Case, outer spaces and Unicode forms aside. */
export function comparableName(name: string): string {
  return nameKey(name.normalize('NFKC'));
}

/**
 * Finds for every file its policy: by the id that its state file holds, else by name. Where a name fits
 * several there is no guess.
 */
export function matchPolicies(
  locals: readonly LocalPolicy[],
  remotes: readonly RemotePolicy[],
  states: ReadonlyMap<string, PolicyState>,
): PolicyMatches {
  const byId = new Map(remotes.map((r) => [r.id, r]));
  const stateOf = assignStates(locals, states);
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
      byFile.set(local.file.path, match !== undefined && named.kind === 'new' ? match : named);
    }
  }
  const matched = new Set<string>();
  for (const m of byFile.values()) if (m.kind === 'known' || m.kind === 'by-name') matched.add(m.remote.id);
  return { byFile, remoteOnly: remotes.filter((r) => !matched.has(r.id)) };
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

/**
 * Gives each file its state: by path; a moved file by the name its state remembers, as long as that state's
 * own file is gone.
 */
function assignStates(
  locals: readonly LocalPolicy[],
  states: ReadonlyMap<string, PolicyState>,
): Map<string, PolicyState> {
  const byPath = new Map<string, PolicyState[]>();
  for (const s of states.values())
    if (s.file !== undefined) byPath.set(s.file, [...(byPath.get(s.file) ?? []), s]);
  const assigned = new Map<string, PolicyState>();
  const paths = new Set(locals.map((l) => l.file.path));
  for (const local of locals) {
    // A retired policy and its successor may have come from one file: the living one counts.
    const candidates = (byPath.get(local.file.path) ?? []).toSorted(
      (a, b) => Number(a.retired === true) - Number(b.retired === true),
    );
    const own =
      candidates.find((s) => comparableName(s.name) === comparableName(local.name)) ?? candidates[0];
    if (
      own !== undefined &&
      (own.retired !== true || comparableName(own.name) === comparableName(local.name))
    )
      assigned.set(local.file.path, own);
  }
  const free = [...states.values()].filter((s) => s.file === undefined || !paths.has(s.file));
  const names = group(free, (s) => comparableName(s.name));
  for (const local of locals) {
    if (assigned.has(local.file.path)) continue;
    const moved = names.get(comparableName(local.name)) ?? [];
    if (moved.length === 1) assigned.set(local.file.path, moved[0]!);
  }
  return assigned;
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
