import * as vscode from 'vscode';
import { isOrgError } from '../../../org/transport/errors/org-error';
import { commandId } from '../../org-commands';
import { ask } from '../deploy/confirm';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi, sanitiseMessage } from '../text/sanitise';
import { showFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import type { ActionTargets } from '../ui/targets';

interface RetireTarget {
  readonly id: string;
  readonly name: string;
}

/**
 * Disables, waits until no session is active, deletes: for each of the chosen policies, one after the other.
 */
export async function retireTargets(orgContext: OrgContext, targets: ActionTargets): Promise<void> {
  const { env } = targets;
  try {
    const chosen = await chosenPolicies(orgContext, targets);
    for (const policy of chosen ?? []) if (!(await retireOne(orgContext, env, policy))) break;
  } catch (error) {
    await showFailure(orgContext, error, env);
  } finally {
    void orgContext.model.refresh(env);
  }
}

async function chosenPolicies(
  orgContext: OrgContext,
  { env, files, ids }: ActionTargets,
): Promise<readonly RetireTarget[] | undefined> {
  await orgContext.model.refresh(env);
  const { status, error } = orgContext.model.state(env);
  if (status === undefined)
    throw error ?? new Error(vscode.l10n.t('What the org has is not known. Connect it first.'));
  const inOrg = status.items.filter(
    (i) => i.kind === 'policy' && i.id !== undefined && i.state !== 'retired',
  );
  const own = inOrg.filter(
    (i) => files === undefined || (i.file !== undefined && files.includes(i.file)) || ids.includes(i.id!),
  );
  if (files !== undefined) {
    if (own.length === 0)
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} has no such policy: there is nothing to retire.', sanitiseForUi(env.name)),
      );
    return own.map((i) => ({ id: i.id!, name: i.name }));
  }
  const picked = await vscode.window.showQuickPick(
    own.map((i) => ({
      label: sanitiseForUi(i.name),
      description: i.disabled ? vscode.l10n.t('disabled') : '',
      id: i.id!,
      name: i.name,
    })),
    {
      title: vscode.l10n.t('Retire in {0}', sanitiseForUi(env.name)),
      placeHolder: vscode.l10n.t('Which policies?'),
      canPickMany: true,
    },
  );
  return picked;
}

async function retireOne(
  orgContext: OrgContext,
  env: EnvironmentRef,
  policy: RetireTarget,
): Promise<boolean> {
  const engine = await env.project.engine();
  try {
    const result = await withPhases(
      vscode.l10n.t('Retiring "{0}" in {1}', sanitiseForUi(policy.name), sanitiseForUi(env.name)),
      (work) =>
        engine.retire(env.name, {
          ...work,
          name: policy.id,
          approval: {
            confirm: async (plan) => {
              const question = {
                message: vscode.l10n.t(
                  'Retire "{0}" in {1}?',
                  sanitiseForUi(policy.name),
                  sanitiseForUi(plan.org),
                ),
                detail: [
                  vscode.l10n.t('It is disabled now, and deleted once no session runs under it any more.'),
                  ...plan.notes.map((n) => sanitiseForUi(n, 400)),
                ],
                action: vscode.l10n.t('Retire'),
              };
              const answer = await ask(plan, question);
              return answer === 'look' ? { approved: false } : answer;
            },
          },
        }),
    );
    const goOn = vscode.l10n.t('Go On');
    const actions = result.outcome === 'waiting' ? [goOn] : [];
    void vscode.window.showInformationMessage(sanitiseMessage(result.message), ...actions).then((chosen) => {
      if (chosen === goOn) void retireTargets(orgContext, { env, files: [], ids: [policy.id] });
    });
    return true;
  } catch (error) {
    if (isOrgError(error, 'not-confirmed')) return false;
    if (isOrgError(error, 'cancelled')) {
      const stopped = vscode.l10n.t(
        '"{0}" was not deleted. Where it was disabled already it stays so; retire it again to go on.',
        sanitiseForUi(policy.name),
      );
      const again = vscode.l10n.t('Go On');
      void vscode.window.showInformationMessage(stopped, again).then((chosen) => {
        if (chosen === again)
          void vscode.commands.executeCommand(commandId('retire'), {
            type: 'policy',
            env,
            item: { id: policy.id, name: policy.name },
          });
      });
      return false;
    }
    throw error;
  }
}
