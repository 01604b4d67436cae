import { retiringIds } from '../../state/retiring';
import { makePlan } from '../plan/make-plan';
import type { FieldChange, PlannedChange } from '../plan/plan';
import type { ExitCode, OrgSession } from '../session';

/** How a policy's file and the org's copy stand to each other. */
export type SyncState =
  | 'in-sync'
  | 'changed-here'
  | 'changed-in-org'
  | 'changed-both'
  | 'never-deployed'
  | 'only-here'
  | 'removed'
  | 'only-in-org'
  | 'deleted-in-org'
  | 'retired'
  | 'retiring'
  | 'unreadable';

export interface StatusItem {
  readonly name: string;
  readonly kind: PlannedChange['kind'];
  readonly state: SyncState;
  /** The org's copy, or the file where the org has none, is switched off. */
  readonly disabled: boolean;
  /** Both sides changed the same fields. */
  readonly conflict: boolean;
  readonly file?: string;
  readonly id?: string;
  /** What differs: `from` the org, `to` the file. */
  readonly fields: readonly FieldChange[];
  readonly message: string;
}

export interface StatusResult {
  readonly org: string;
  /** When the org was read, ISO 8601. */
  readonly asOf: string;
  readonly items: readonly StatusItem[];
  /** 3 where conflicts are left. */
  readonly exitCode: ExitCode;
}

/** Reads files and org, and says of each policy where it stands. Writes nothing. */
export async function status(session: OrgSession): Promise<StatusResult> {
  const { plan } = await makePlan(session, { withoutChecks: true });
  const retiring = await retiringIds(session.workplace.run);
  const items = plan.changes.map((c) => statusOf(c, retiring));
  return {
    org: plan.org,
    asOf: new Date(session.clock.wall()).toISOString(),
    items,
    exitCode: items.some((i) => i.conflict) ? 3 : 0,
  };
}

function statusOf(c: PlannedChange, retiring: ReadonlySet<string>): StatusItem {
  const state = c.id !== undefined && retiring.has(c.id) ? 'retiring' : stateOf(c);
  const enabled = c.kind === 'recording-settings' || (c.remote ?? c.local)?.enabled !== false;
  return {
    name: c.name,
    kind: c.kind,
    state,
    disabled: !enabled,
    conflict: c.action === 'conflict',
    ...(c.file === undefined ? {} : { file: c.file }),
    ...(c.id === undefined ? {} : { id: c.id }),
    fields: c.fields.length > 0 ? c.fields : (c.intoFile ?? []).map(reversed),
    message: c.reason,
  };
}

function stateOf(c: PlannedChange): SyncState {
  switch (c.action) {
    case 'removed':
      return 'removed';
    case 'remote-only':
      return 'only-in-org';
    case 'create':
      return 'only-here';
    case 'conflict':
      return c.neverDeployed === true ? 'never-deployed' : 'changed-both';
    case 'update':
      return (c.intoFile?.length ?? 0) > 0 ? 'changed-both' : 'changed-here';
    case 'none':
      if (c.agreesAlready === true) return 'in-sync';
      return c.remote === undefined && c.kind === 'policy' ? 'retired' : 'changed-in-org';
    case 'blocked': {
      const code = c.blockers[0]?.code;
      if (code === 'deleted-in-org') return 'deleted-in-org';
      if (code === 'json-syntax') return 'unreadable';
      if (c.remote !== undefined || c.kind === 'recording-settings') return 'changed-here';
      return 'only-here';
    }
  }
}

function reversed(f: FieldChange): FieldChange {
  return {
    path: f.path,
    ...(f.to === undefined ? {} : { from: f.to }),
    ...(f.from === undefined ? {} : { to: f.from }),
  };
}
