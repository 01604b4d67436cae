import * as vscode from 'vscode';
import { type Plan, writesOf } from '../../../org/commands/plan/plan';
import type { Approval } from '../../../org/commands/session';
import { isOrgError } from '../../../org/transport/errors/org-error';
import type { Desk } from '../org-context';
import { plain } from '../text/sanitise';
import { tellFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import { saveConcerned, type Targets } from '../ui/targets';
import { ask, questionFor } from './confirm';
import { closePreviews, showPreview } from './preview';
import { tellDeploy } from './summary';

/** A plan that grows stale while somebody thinks is made anew so often before it is given up. */
const MAX_PLANS = 3;

/** Plans, shows, asks, deploys and sums up. Nothing is sent but what was shown: the deploy is pinned to the plan. */
export async function deployTargets(desk: Desk, targets: Targets): Promise<void> {
  const { env, files } = targets;
  if (files !== undefined && files.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Nothing of this can be deployed to {0}: there is no file for it here. Pull writes one.',
        plain(env.name),
      ),
    );
    return;
  }
  if (!(await saveConcerned(targets))) return;
  desk.refusals.clear(env, files);
  try {
    for (let plans = 1; ; plans++) {
      const plan = await planFor(desk, targets);
      const approval = await approve(desk, targets, plan, plans > 1);
      if (approval === undefined) return;
      try {
        await send(desk, targets, plan, approval);
        return;
      } catch (error) {
        if (!isOrgError(error, 'stale-plan') || plans >= MAX_PLANS) throw error;
      }
    }
  } catch (error) {
    await desk.model.look(env);
    await tellFailure(desk, error, env);
  } finally {
    void desk.model.refresh(env);
  }
}

async function planFor(_desk: Desk, { env, files }: Targets): Promise<Plan> {
  const engine = await env.project.engine();
  return withPhases(vscode.l10n.t('Deploy to {0}', plain(env.name)), (work) =>
    engine.plan(env.name, { ...work, ...(files === undefined ? {} : { files }) }),
  );
}

/** Undefined where the person said no, or has nothing to say yes to. */
async function approve(
  desk: Desk,
  targets: Targets,
  plan: Plan,
  changed: boolean,
): Promise<Approval | undefined> {
  const writes = writesOf(plan);
  const stopped =
    plan.blockers.length > 0 || plan.changes.some((c) => c.blockers.some((b) => b.stops === 'deploy'));
  // Nothing is written then: the engine says why, item by item.
  if (writes.length === 0 || stopped) return { approved: true };
  await showPreview(desk, targets.env, plan);
  const message =
    writes.length === 1
      ? vscode.l10n.t('Deploy "{0}" to {1}?', plain(writes[0]!.name), plain(plan.org))
      : vscode.l10n.t('Deploy {0} changes to {1}?', writes.length, plain(plan.org));
  const left = plan.changes.filter((c) => c.action === 'conflict' || c.action === 'blocked').length;
  const more = [
    ...(changed
      ? [vscode.l10n.t('Files or org changed since you looked: this is what would be written now.')]
      : []),
    ...(left > 0 ? [vscode.l10n.t('{0} more are left alone: in conflict or blocked.', left)] : []),
  ];
  const look = vscode.l10n.t('Look Closer');
  const answer = await ask(
    plan,
    questionFor(plan, message, vscode.l10n.t('Deploy'), more, desk.namesIn(targets.env)),
    look,
  );
  if (answer === 'look') {
    await showPreview(desk, targets.env, plan);
    const go = vscode.l10n.t('Deploy…');
    void vscode.window.showInformationMessage(message, go).then((chosen) => {
      if (chosen === go) void deployTargets(desk, targets);
    });
    return undefined;
  }
  if (!answer.approved) {
    await closePreviews();
    return undefined;
  }
  return answer;
}

async function send(desk: Desk, { env, files }: Targets, plan: Plan, approval: Approval): Promise<void> {
  const engine = await env.project.engine();
  const result = await withPhases(vscode.l10n.t('Deploying to {0}', plain(plan.org)), (work) =>
    engine.deploy(env.name, {
      ...work,
      ...(files === undefined ? {} : { files }),
      plan,
      approval: { confirm: async () => approval, inAdvance: true },
    }),
  );
  await closePreviews();
  await desk.model.look(env);
  await tellDeploy(desk, env, result);
}
