import type { OrgBackend, RemotePolicy } from '../../backends/backend';
import { payloadFault } from '../../model/policy/payload-fault';
import type { FileFinding } from '../../model/project';
import { type PolicyAfterDeploy, planCollisions } from './collisions';
import { type Blocker, isWrite, type PlannedChange } from './plan';

/** Marks changes whose files have findings of severity error. */
export function blockByFindings(
  changes: readonly PlannedChange[],
  findings: readonly FileFinding[],
): PlannedChange[] {
  return changes.map((c) => {
    if (c.action !== 'create' && c.action !== 'update') return c;
    const errors = findings.filter((f) => f.path === c.file && f.severity === 'error');
    const blockers: Blocker[] = errors.map((f) => ({
      code: f.code,
      message: f.message,
      stops: 'deploy',
      ...(f.line === undefined ? {} : { line: f.line }),
    }));
    return blocked(c, blockers);
  });
}

/** Marks a change that would send a member of the wrong kind: a project may switch the rule for that off. */
export function blockByShape(c: PlannedChange): PlannedChange {
  if (!isWrite(c) || c.desired === undefined) return c;
  const fault = payloadFault(c.desired as unknown as Record<string, unknown>);
  if (fault === undefined) return c;
  return blocked(c, [
    { code: 'type-mismatch', message: `The org would not take the file: ${fault}.`, stops: 'deploy' },
  ]);
}

/** Marks changes that this kind of org cannot express. */
export function blockByBackend(
  backend: Pick<OrgBackend, 'notEnforced'>,
  changes: readonly PlannedChange[],
): PlannedChange[] {
  return changes.map((c) => {
    if (!isWrite(c) || c.desired === undefined) return c;
    const faults = backend.notEnforced(c.desired).filter((n) => n.blocks === true);
    return blocked(
      c,
      faults.map((f) => ({
        code: 'not-expressible',
        message: `${f.path} cannot be deployed to this org: ${f.why}.`,
        stops: 'item',
      })),
    );
  });
}

/** Marks changes that would collide with another policy of the org or of the project. */
export function blockByCollisions(
  changes: readonly PlannedChange[],
  remotes: readonly RemotePolicy[],
): PlannedChange[] {
  const collisions = planCollisions(policiesAfterDeploy(changes, remotes));
  return changes.map((c, i) => {
    const mine = collisions.filter((x) => x.change === i);
    return blocked(
      c,
      mine.map((x) => ({
        code: 'priority-collision',
        message: `Priority ${x.priority} on ${x.target} is also that of "${x.with.name}"${x.with.file === undefined ? ', which exists only in the org' : ` (${x.with.file})`}: which of the two holds would not be certain. Give one another priority.`,
        stops: 'deploy',
      })),
    );
  });
}

/** What every policy will be after the deploy. */
export function policiesAfterDeploy(
  changes: readonly PlannedChange[],
  remotes: readonly RemotePolicy[],
): PolicyAfterDeploy[] {
  const byId = new Map(changes.flatMap((c, i) => (c.id === undefined ? [] : [[c.id, i] as const])));
  const standings: PolicyAfterDeploy[] = [];
  for (const r of remotes) {
    const index = byId.get(r.id);
    const c = index === undefined ? undefined : changes[index];
    if (c !== undefined && isWrite(c)) continue;
    standings.push({ name: r.payload.name, file: c?.file, payload: r.payload, change: undefined });
  }
  changes.forEach((c, i) => {
    if (isWrite(c) && c.kind === 'policy')
      standings.push({ name: c.name, file: c.file, payload: c.desired!, change: i });
  });
  return standings;
}

function blocked(change: PlannedChange, blockers: readonly Blocker[]): PlannedChange {
  if (blockers.length === 0) return change;
  const reason = blockers.map((b) => b.message).join(' ');
  return { ...change, action: 'blocked', reason, blockers: [...change.blockers, ...blockers] };
}

/** What this kind of org would not enforce of what is written, each reason once. */
export function notEnforcedNotes(
  backend: Pick<OrgBackend, 'notEnforced'>,
  changes: readonly PlannedChange[],
): string[] {
  const names = new Map<string, string[]>();
  for (const c of changes) {
    if (!isWrite(c) || c.desired === undefined) continue;
    for (const { why } of backend.notEnforced(c.desired)) names.set(why, [...(names.get(why) ?? []), c.name]);
  }
  return [...names].map(([why, who]) => {
    const shown = who.length > 3 ? `${who.length} policies` : who.map((n) => `"${n}"`).join(', ');
    return `Not enforced by this org (${shown}): ${why}.`;
  });
}
