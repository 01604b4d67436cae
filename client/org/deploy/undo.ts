import * as vscode from 'vscode';
import { isOrgError } from '../../../org/transport/errors/org-error';
import type { OrgContext } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { sanitiseForUi } from '../text/sanitise';
import { showFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import { ask, questionFor } from './confirm';
import { showDeployResult } from './summary';

/** Puts back what the last deploy replaced, after showing it. */
export async function undoLastDeploy(orgContext: OrgContext, env: EnvironmentRef): Promise<void> {
  try {
    const engine = await env.project.engine();
    const last = await engine.lastDeploy(env.name);
    if (last === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'There is no deploy to {0} from this machine that could be undone.',
          sanitiseForUi(env.name),
        ),
      );
      return;
    }
    const result = await withPhases(
      vscode.l10n.t('Undo the last deploy to {0}', sanitiseForUi(env.name)),
      (work) =>
        engine.undoLastDeploy(
          env.name,
          {
            confirm: async (plan) => {
              const n = plan.changes.filter((c) => c.action === 'update').length;
              const message =
                n === 1
                  ? vscode.l10n.t('Put back 1 change in {0}?', sanitiseForUi(plan.org))
                  : vscode.l10n.t('Put back {0} changes in {1}?', n, sanitiseForUi(plan.org));
              const answer = await ask(plan, questionFor(plan, message, vscode.l10n.t('Put Back')));
              return answer === 'look' ? { approved: false } : answer;
            },
          },
          work,
        ),
    );
    await orgContext.model.refreshConnection(env);
    await showDeployResult(orgContext, env, {
      ...result,
      items: result.items.map((i) => ({ ...i, action: 'none' })),
    });
  } catch (error) {
    if (!isOrgError(error, 'not-confirmed')) await showFailure(orgContext, error, env);
  } finally {
    void orgContext.model.refresh(env);
  }
}
