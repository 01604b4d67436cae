import * as vscode from 'vscode';
import type { DeployResult } from '../../../org/commands/deploy/deploy';
import { type Plan, writesOf } from '../../../org/commands/plan/plan';
import type { Approval } from '../../../org/commands/session';
import { isOrgError } from '../../../org/transport/errors/org-error';
import type { OrgContext } from '../org-context';
import { sanitiseForUi } from '../text/sanitise';
import { showFailure } from '../ui/failures';
import { type TaskContext, withPhases } from '../ui/progress';
import { type ActionTargets, saveTargets } from '../ui/targets';
import { ask, questionFor } from './confirm';
import { closePreviews, showPreview } from './preview';
import { showDeployResult } from './summary';

/** A plan that grows stale while somebody thinks is made anew so often before it is given up. */
const MAX_PLANS = 3;

/**
 * Plans, shows, asks, deploys and sums up. Nothing is sent but what was shown: the deploy is pinned to the
 * plan.
 */
export async function deployTargets(orgContext: OrgContext, targets: ActionTargets): Promise<void> {
  const { env, files } = targets;
  if (files !== undefined && files.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Nothing of this can be deployed to {0}: there is no file for it here. Pull writes one.',
        sanitiseForUi(env.name),
      ),
    );
    return;
  }
  if (!(await saveTargets(targets))) return;
  orgContext.refusals.clear(env, files);
  try {
    // One piece of work for the person, so one notification: its Cancel works while planning, asking and
    // writing.
    const result = await withPhases(vscode.l10n.t('Deploy to {0}', sanitiseForUi(env.name)), (work) =>
      planAndSend(orgContext, targets, work),
    );
    if (result === undefined) return;
    await closePreviews();
    await orgContext.model.refreshConnection(env);
    await showDeployResult(orgContext, env, result);
  } catch (error) {
    await orgContext.model.refreshConnection(env);
    await showFailure(orgContext, error, env);
  } finally {
    void orgContext.model.refresh(env);
  }
}

/** Undefined where the person said no. */
async function planAndSend(
  orgContext: OrgContext,
  targets: ActionTargets,
  work: TaskContext,
): Promise<DeployResult | undefined> {
  for (let plans = 1; ; plans++) {
    const plan = await planFor(targets, work);
    work.onEvent({
      type: 'phase',
      phase: 'confirm',
      message: vscode.l10n.t('Waiting for your confirmation'),
    });
    const approval = await approve(orgContext, targets, plan, plans > 1, work.signal);
    if (approval === undefined) return undefined;
    try {
      return await send(targets, plan, approval, work);
    } catch (error) {
      if (!isOrgError(error, 'stale-plan') || plans >= MAX_PLANS) throw error;
    }
  }
}

async function planFor({ env, files }: ActionTargets, work: TaskContext): Promise<Plan> {
  const engine = await env.project.engine();
  return engine.plan(env.name, { ...work, adopt: true, ...(files === undefined ? {} : { files }) });
}

/** Undefined where the person said no, or has nothing to say yes to. */
async function approve(
  orgContext: OrgContext,
  targets: ActionTargets,
  plan: Plan,
  changed: boolean,
  signal: AbortSignal,
): Promise<Approval | undefined> {
  const writes = writesOf(plan);
  const stopped =
    plan.blockers.length > 0 || plan.changes.some((c) => c.blockers.some((b) => b.stops === 'deploy'));
  // Nothing is written then: the engine says why, item by item.
  if (writes.length === 0 || stopped) return { approved: true };
  await showPreview(orgContext, targets.env, plan);
  const message =
    writes.length === 1
      ? vscode.l10n.t('Deploy "{0}" to {1}?', sanitiseForUi(writes[0]!.name), sanitiseForUi(plan.org))
      : vscode.l10n.t('Deploy {0} changes to {1}?', writes.length, sanitiseForUi(plan.org));
  const left = plan.changes.filter((c) => c.action === 'conflict' || c.action === 'blocked').length;
  const more = [
    ...neverDeployedLines(plan),
    ...(changed
      ? [vscode.l10n.t('Files or org changed since you looked: this is what would be written now.')]
      : []),
    ...(left > 0 ? [vscode.l10n.t('{0} more are left alone: in conflict or blocked.', left)] : []),
  ];
  const answer = await ask(
    plan,
    questionFor(plan, message, vscode.l10n.t('Deploy'), more, orgContext.namesIn(targets.env)),
    { look: vscode.l10n.t('Look Closer'), signal },
  );
  if (answer === 'look') {
    await showPreview(orgContext, targets.env, plan);
    const go = vscode.l10n.t('Deploy…');
    void vscode.window.showInformationMessage(message, go).then((chosen) => {
      if (chosen === go) void deployTargets(orgContext, targets);
    });
    return undefined;
  }
  if (!answer.approved) {
    await closePreviews();
    return undefined;
  }
  return answer;
}

/** Says what has no common base: there the org's values are replaced, whoever set them. */
function neverDeployedLines(plan: Plan): string[] {
  const names = writesOf(plan).flatMap((c) => (c.neverDeployed === true ? [sanitiseForUi(c.name)] : []));
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(', ');
  const list = names.length > 5 ? vscode.l10n.t('{0} and {1} more', shown, names.length - 5) : shown;
  return [
    vscode.l10n.t("Never deployed from here: the org's values of {0} are replaced. Merge keeps both.", list),
  ];
}

async function send(
  { env, files }: ActionTargets,
  plan: Plan,
  approval: Approval,
  work: TaskContext,
): Promise<DeployResult> {
  const engine = await env.project.engine();
  return engine.deploy(env.name, {
    ...work,
    ...(files === undefined ? {} : { files }),
    // What was never deployed from here stands first in the question that was answered with yes.
    adopt: true,
    plan,
    approval: { confirm: async () => approval, inAdvance: true },
  });
}
