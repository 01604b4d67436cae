import type { RecordingSettings } from '../../backends/backend';
import { EditRefusal, editedText } from '../../model/edits/payload-edits';
import { fieldsOf } from '../../model/policy/payload';
import type { LocalFile } from '../../model/project';
import { valuesOf } from '../../model/references/values';
import { retiringIds } from '../../state/retiring';
import { lastCommonBase } from './base';
import {
  blockByBackend,
  blockByCollisions,
  blockByFindings,
  blockByShape,
  notEnforcedNotes,
} from './blockers';
import type { PlanContext, Planned, PlanOptions } from './context';
import { foreignChanges } from './foreign';
import { type LocalPolicy, readLocal } from './local';
import { matchPolicies } from './match';
import { blockByMaximum, maximumFor } from './maximum-retention';
import { blockByShrinking, membershipChanges, membershipNotes } from './membership';
import { checkWithOrg } from './org-checks';
import type { Plan, PlannedChange } from './plan';
import { policyChange } from './policy-change';
import { withProtection } from './protection';
import { loweredTargets } from './protection-by-target';
import { readPolicies } from './read-policies';
import { settingsChange } from './settings-change';
import { remoteOnly, removed } from './without-file';
import { writeSteps } from './write-order';
import { wrongOrgBlockers } from './wrong-org';

/**
 * Reads files and org and works out the plan. Writes nothing anywhere; costs the list pages, and the settings
 * where a file has them.
 */
export async function makePlan(ctx: PlanContext, options: PlanOptions = {}): Promise<Planned> {
  const { backend, environment, project, workplace } = ctx;
  const all = await project.files(environment.name);
  const chosen = options.files === undefined ? undefined : new Set(options.files);
  const adopt = options.adopt === true;
  const isChosen = (path: string) => chosen === undefined || chosen.has(path);
  const variables = valuesOf(environment);
  const policyFiles = all.filter((f) => f.kind === 'policy');
  const settingsFiles = all.filter((f) => f.kind === 'recording-settings' && isChosen(f.path));
  ctx.emit({ type: 'phase', phase: 'read-org', message: `Reading the policies of ${backend.org}` });
  const onlySettings = chosen !== undefined && !policyFiles.some((f) => chosen.has(f.path));
  const known = await workplace.store.all();
  const remotes = onlySettings ? [] : await readPolicies(backend, known, ctx.signal);
  const settings = settingsFiles.length === 0 ? undefined : await backend.settings(ctx.signal);
  ctx.emit({ type: 'phase', phase: 'plan', message: 'Comparing files and org' });
  const locals = policyFiles.map((f) => readLocal(f, variables));
  const base = await lastCommonBase(ctx, options.since, known, remotes);
  const { states } = base;
  const matches = matchPolicies(locals, remotes, states);
  const retiring = await retiringIds(workplace.run);
  let changes: PlannedChange[] = locals
    .filter((l) => isChosen(l.file.path))
    .map((l) => policyChange(l, matches.byFile.get(l.file.path)!, retiring, variables, adopt));
  changes = blockByBackend(backend, changes);
  changes = blockByMaximum(changes, await maximumFor(ctx, changes));
  if (options.membershipOnly === true) changes = membershipChanges(changes, locals);
  if (options.allowShrink !== true) changes = blockByShrinking(changes, locals);
  if (backend.capabilities.overlaps === 'lowest-priority-number')
    changes = blockByCollisions(changes, remotes);
  if (options.membershipOnly !== true)
    changes.push(...settingsChanges(settingsFiles, settings, variables, base.settings, adopt));
  changes = blockByFindings(changes, await findingsFor(ctx, changes, locals, variables)).map(blockByShape);
  changes.push(...foreignChanges(all.filter((f) => isChosen(f.path))));
  const checked =
    options.withoutChecks === true
      ? { changes, blockers: [], notes: [], missingGroups: [] }
      : await checkWithOrg(ctx, changes);
  changes = checked.changes.map(withProtection);
  const steps = writeSteps(changes, remotes, backend.capabilities.overlaps);
  if (chosen === undefined && !onlySettings)
    changes.push(...matches.removed.map((m) => removed(m, options.remove === true, retiring)));
  if (chosen === undefined) changes.push(...matches.remoteOnly.map((r) => remoteOnly(r, retiring)));
  const blockers = wrongOrgBlockers(
    await workplace.store.identity(),
    ctx.orgIdentity,
    states,
    onlySettings ? undefined : remotes,
    changes,
  );
  const plan: Plan = {
    version: 1,
    environment: environment.name,
    org: backend.org,
    identity: ctx.organization === undefined ? ctx.identity : `${ctx.identity} ${ctx.orgIdentity}`,
    ...(ctx.organization === undefined ? {} : { organization: ctx.organization }),
    protected: environment.protected === true,
    changes,
    steps,
    lowered:
      backend.capabilities.overlaps === 'lowest-priority-number'
        ? loweredTargets(changes, remotes, ctx.facts)
        : [],
    notes: [
      ...checked.notes,
      ...notEnforcedNotes(backend, changes),
      ...membershipNotes(changes, locals),
      ...remotes.flatMap((r) =>
        (r.problems ?? []).map((p) => `The org itself reports an error in "${r.payload.name}": ${p}`),
      ),
      ...(await notesOf(ctx, steps.filter((s) => s.temporary).length)),
    ],
    blockers: [...blockers, ...checked.blockers],
  };
  const { missingGroups } = checked;
  return { plan, remotes, files: new Map(all.map((f) => [f.path, f])), missingGroups };
}

function settingsChanges(
  files: readonly LocalFile[],
  remote: RecordingSettings | undefined,
  variables: ReadonlyMap<string, string>,
  base: Readonly<Record<string, unknown>> | undefined,
  adopt: boolean,
): PlannedChange[] {
  if (remote === undefined) return [];
  if (files.length === 1) return [settingsChange(files[0]!, variables, remote, base, adopt)];
  const reason = `An org has one set of recording settings, and several files hold them: ${files.map((f) => f.path).join(', ')}. Keep one for this environment.`;
  return files.map((f) => ({
    ...settingsChange(f, variables, remote, base, adopt),
    action: 'blocked',
    reason,
    blockers: [{ code: 'several-settings', message: reason, stops: 'deploy' }],
  }));
}

/** Findings of what would be written: a merge is judged as the file will be after it. */
async function findingsFor(
  ctx: PlanContext,
  changes: readonly PlannedChange[],
  locals: readonly LocalPolicy[],
  variables: ReadonlyMap<string, string>,
) {
  const writes = changes.filter((c) => c.action === 'create' || c.action === 'update');
  if (writes.length === 0) return [];
  const overlay = new Map<string, string>();
  for (const c of writes) {
    if ((c.intoFile?.length ?? 0) === 0) continue;
    const local = locals.find((l) => l.file.path === c.file)!;
    try {
      overlay.set(c.file!, editedText(local.file.text, fieldsOf(c.desired), variables));
    } catch (error) {
      if (!(error instanceof EditRefusal)) throw error;
    }
  }
  const options = { overlay, ...(ctx.facts === undefined ? {} : { facts: ctx.facts }) };
  return ctx.project.findings(
    ctx.environment.name,
    writes.map((c) => c.file!),
    options,
  );
}

async function notesOf(ctx: PlanContext, temporary: number): Promise<string[]> {
  const notes: string[] = [];
  if (temporary > 0)
    notes.push(
      `${temporary} additional write${temporary === 1 ? '' : 's'}: policies change places, and without a step aside two would collide meanwhile.`,
    );
  const pending = await ctx.workplace.journal.pending();
  if (pending !== undefined)
    notes.push(
      `An earlier run was interrupted while it wrote "${pending.name}"; the next deploy first finds out what became of it.`,
    );
  return notes;
}
