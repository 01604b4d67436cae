import type { RemotePolicy } from '../../backends/backend';
import { fieldsOf, type PayloadFields } from '../../model/policy/payload';
import { differingFields, sameField } from '../../model/policy/same';
import type { PolicyState } from '../../state/store';
import type { LocalPolicy } from './local';
import { comparableName } from './names';

/** Which file each remembered policy belongs to now. */
export interface Identities {
  readonly byFile: ReadonlyMap<string, PolicyState>;
  /** Files that may be a remembered policy under another name and in another place: a person must say. */
  readonly asked: ReadonlyMap<string, readonly PolicyState[]>;
}

/**
 * Gives each file the policy it stands for: by name, wherever the file is now; then by place, for one that
 * was renamed; then, for one that was moved and renamed at once, by what it says. Where that fits several, or
 * only nearly, it is asked about.
 */
export function identify(
  locals: readonly LocalPolicy[],
  remotes: readonly RemotePolicy[],
  states: ReadonlyMap<string, PolicyState>,
): Identities {
  const byFile = new Map<string, PolicyState>();
  const taken = new Set<PolicyState>();
  const assign = (local: LocalPolicy, state: PolicyState | undefined) => {
    if (state === undefined || taken.has(state) || byFile.has(local.file.path)) return;
    byFile.set(local.file.path, state);
    taken.add(state);
  };
  const inOrg = new Map(remotes.map((r) => [r.id, r]));
  const names = new PolicyNames(locals, remotes, states);
  for (const local of locals) assign(local, names.stateOf(local, inOrg));
  const live = [...states.values()].filter((s) => s.retired !== true);
  for (const local of locals) {
    if (byFile.has(local.file.path) || names.inOrg(local)) continue;
    const here = live.filter((s) => s.file === local.file.path && !taken.has(s));
    assign(local, here.find((s) => inOrg.has(s.id)) ?? here[0]);
  }
  const free = live.filter((s) => !taken.has(s) && inOrg.has(s.id));
  const asked = new Map<string, readonly PolicyState[]>();
  const unknown = locals.filter((l) => !byFile.has(l.file.path) && !names.inOrg(l) && l.fields !== undefined);
  for (const local of unknown) {
    const same = free.filter((s) => saysTheSame(local, s));
    const rivals = unknown.filter((l) => same[0] !== undefined && saysTheSame(l, same[0]));
    if (same.length === 1 && rivals.length === 1) assign(local, same[0]);
    else {
      const alike = same.length > 0 ? same : free.filter((s) => isAlike(local, s));
      if (alike.length > 0) asked.set(local.file.path, alike);
    }
  }
  return { byFile, asked };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** Who bears which name, here, in the org, and when it was last looked. */
class PolicyNames {
  private readonly states: ReadonlyMap<string, PolicyState[]>;
  private readonly files: ReadonlyMap<string, LocalPolicy[]>;
  private readonly org: ReadonlyMap<string, RemotePolicy[]>;
  private readonly known: ReadonlyMap<string, PolicyState>;

  constructor(
    locals: readonly LocalPolicy[],
    remotes: readonly RemotePolicy[],
    states: ReadonlyMap<string, PolicyState>,
  ) {
    this.states = groupBy([...states.values()], (s) => comparableName(s.name));
    this.files = groupBy(locals, (l) => comparableName(l.name));
    this.org = groupBy(remotes, (r) => comparableName(r.payload.name));
    this.known = states;
  }

  /** Whether the org has a policy of this file's name. */
  inOrg(local: LocalPolicy): boolean {
    return local.fields !== undefined && this.org.has(comparableName(local.name));
  }

  /** The state of a file's name; of several that of its place, else the one that lives. */
  stateOf(local: LocalPolicy, inOrg: ReadonlyMap<string, RemotePolicy>): PolicyState | undefined {
    const key = comparableName(local.name);
    const named = this.states.get(key) ?? [];
    const alone = (this.files.get(key) ?? []).length === 1;
    const here = named.filter((s) => s.file === local.file.path);
    const candidates = here.length > 0 ? here : alone ? named : [];
    const living = candidates.filter((s) => s.retired !== true && inOrg.has(s.id));
    if (living.length === 1) return living[0];
    // Renamed here and in the org alike: the org's name leads to the id.
    const remote = alone ? (this.org.get(key) ?? []) : [];
    const renamed = remote.length === 1 ? this.known.get(remote[0]!.id) : undefined;
    if (renamed !== undefined && living.length === 0) return renamed;
    return candidates.toSorted((a, b) => Number(a.retired === true) - Number(b.retired === true))[0];
  }
}

const NAMING = ['/name', '/description'];

/** Whether a file says what a policy was last known to be, its name and description aside. */
function saysTheSame(local: LocalPolicy, state: PolicyState): boolean {
  const differing = differingFields(local.fields ?? new Map(), fieldsOf(state.base));
  return differing.every((path) => NAMING.includes(path));
}

/** Whether both concern the same targets at one priority: two policies of which one would never hold. */
function isAlike(local: LocalPolicy, state: PolicyState): boolean {
  const ours: PayloadFields = local.fields ?? new Map();
  const theirs = fieldsOf(state.base);
  return (
    ours.has('/targets') &&
    ['/targets', '/priority'].every((path) => sameField(path, ours.get(path), theirs.get(path)))
  );
}
