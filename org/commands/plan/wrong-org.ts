import type { RemotePolicy } from '../../backends/backend';
import type { PolicyState } from '../../state/store';
import { OrgError } from '../../transport/errors/org-error';
import type { PlanContext } from './context';
import type { Blocker, PlannedChange } from './plan';

/**
 * Stops before anything is written, here or there, where the credentials lead to another org than the one
 * that the state files of this environment speak of. Where an org cannot be told from another, {@link
 * strangeOrg} looks for other signs, too.
 */
export function assertSameOrg(
  { organization, orgIdentity, backend }: Pick<PlanContext, 'organization' | 'orgIdentity' | 'backend'>,
  remembered: string | undefined,
): void {
  if (remembered === undefined || remembered === orgIdentity) return;
  const found =
    organization === undefined ? orgIdentity : `the org "${organization.name}" (${organization.id})`;
  throw new OrgError({
    kind: 'wrong-org',
    org: backend.org,
    what: `this environment leads to ${found}, and its state files belong to ${remembered}`,
    written: 'Nothing was written.',
    advice:
      'Correct the environment or use the credentials of the right org, or remove the state folder of this environment to start anew by name.',
  });
}

/**
 * Signs that this is not the org the state files speak of: another origin, or none of several known policies.
 * Then nothing is written, as everything would be created a second time in a strange org.
 */
export function wrongOrgBlockers(
  remembered: string | undefined,
  identity: string,
  states: ReadonlyMap<string, PolicyState>,
  remotes: readonly RemotePolicy[] | undefined,
  changes: readonly PlannedChange[],
): Blocker[] {
  const gone = (c: PlannedChange) => c.blockers.some((b) => b.code === 'deleted-in-org');
  if (!changes.some((c) => c.action === 'create' || c.action === 'update' || gone(c))) return [];
  // An org on this machine is an org like any other: a state file that names one lifts no check.
  if (remembered !== undefined && remembered !== identity) {
    return [
      {
        code: 'wrong-org',
        message: `The state files of this environment belong to ${remembered}, and it now points to ${identity}. Correct the environment, or remove its state folder to start anew by name.`,
        stops: 'deploy',
      },
    ];
  }
  const known = [...states.values()].filter((s) => s.retired !== true);
  if (remotes === undefined || known.length < 2) return [];
  const ids = new Set(remotes.map((r) => r.id));
  const matched = changes.some(
    (c) =>
      c.kind === 'policy' && c.remote !== undefined && c.action !== 'remote-only' && c.action !== 'removed',
  );
  if (matched || known.some((s) => ids.has(s.id))) return [];
  return [
    {
      code: 'wrong-org',
      message: `None of the ${known.length} policies that were deployed before is in this org: it may be another org, or the credentials of another one. If it is right, remove the state folder of this environment to start anew.`,
      stops: 'deploy',
    },
  ];
}
