import type { RemotePolicy } from '../../backends/backend';
import { payloadOf } from '../../model/policy/payload';
import type { FilesAt } from '../../model/project';
import { variablesOf } from '../../model/variables/resolve';
import type { PolicyState } from '../../state/store';
import { OrgError } from '../../transport/errors/org-error';
import type { PlanContext } from './context';
import { readLocal } from './local';
import { comparableName } from './names';
import { localSettings } from './settings-change';

/** What file and org last agreed on, as far as it is known. */
export interface CommonBase {
  /** By id; a policy of a Git reference that the org does not have stands under a key of its own. */
  readonly states: ReadonlyMap<string, PolicyState>;
  readonly settings: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The last common base: what the state files remember, and for all that they do not know, the files at a Git
 * reference.
 */
export async function lastCommonBase(
  ctx: PlanContext,
  since: string | undefined,
  states: ReadonlyMap<string, PolicyState>,
  remotes: readonly RemotePolicy[],
): Promise<CommonBase> {
  const settings = await ctx.workplace.store.settings();
  if (since === undefined) return { states, settings };
  const past = await filesAt(ctx, since);
  const earlier = settingsAt(past);
  return {
    states: new Map([...statesAt(past, since, remotes, states), ...states]),
    settings: earlier === undefined && settings === undefined ? undefined : { ...earlier, ...settings },
  };
}

async function filesAt({ project, environment }: PlanContext, since: string): Promise<FilesAt> {
  if (project.filesAt !== undefined) return project.filesAt(environment.name, since);
  throw new OrgError({
    kind: 'configuration',
    org: 'recpolicy',
    what: `the files at "${since}" cannot be read here`,
    written: 'Nothing was sent.',
    advice: 'Run the command line in a clone of the repository.',
  });
}

/** A file has no id: it stands for the one policy of the org that bears its name. */
function statesAt(
  past: FilesAt,
  since: string,
  remotes: readonly RemotePolicy[],
  known: ReadonlyMap<string, PolicyState>,
): Map<string, PolicyState> {
  const variables = variablesOf(past.variables);
  const knownNames = new Set([...known.values()].map((s) => comparableName(s.name)));
  const states = new Map<string, PolicyState>();
  for (const file of past.files) {
    if (file.kind !== 'policy') continue;
    const local = readLocal(file, variables);
    const key = comparableName(local.name);
    if (local.fields === undefined || knownNames.has(key)) continue;
    const named = remotes.filter((r) => comparableName(r.payload.name) === key);
    if (named.length > 1) continue;
    const state = {
      name: local.name,
      file: file.path,
      etag: undefined,
      base: payloadOf(local.fields),
      since,
    };
    const id = named[0]?.id;
    states.set(id ?? `${since}:${file.path}`, { ...state, id: id ?? '' });
  }
  return states;
}

function settingsAt(past: FilesAt): Readonly<Record<string, unknown>> | undefined {
  const files = past.files.filter((f) => f.kind === 'recording-settings');
  if (files.length !== 1) return undefined;
  const read = localSettings(files[0]!, variablesOf(past.variables));
  return typeof read === 'string' ? undefined : read;
}
