import * as vscode from 'vscode';
import { isOrgError } from '../../../org/transport/errors/org-error';
import type { Desk } from '../org-context';
import type { EnvironmentRef } from '../projects/projects';
import { plain } from '../text/sanitise';
import { tellFailure } from '../ui/failures';
import { withPhases } from '../ui/progress';
import { ask, questionFor } from './confirm';
import { tellDeploy } from './summary';

/** Puts back what the last deploy replaced, after showing it. */
export async function undoLastDeploy(desk: Desk, env: EnvironmentRef): Promise<void> {
  try {
    const engine = await env.project.engine();
    const last = await engine.lastDeploy(env.name);
    if (last === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no deploy to {0} from this machine that could be undone.', plain(env.name)),
      );
      return;
    }
    const result = await withPhases(vscode.l10n.t('Undo the last deploy to {0}', plain(env.name)), (work) =>
      engine.undoLastDeploy(
        env.name,
        {
          confirm: async (plan) => {
            const n = plan.changes.filter((c) => c.action === 'update').length;
            const message =
              n === 1
                ? vscode.l10n.t('Put back 1 change in {0}?', plain(plan.org))
                : vscode.l10n.t('Put back {0} changes in {1}?', n, plain(plan.org));
            const answer = await ask(plan, questionFor(plan, message, vscode.l10n.t('Put Back')));
            return answer === 'look' ? { approved: false } : answer;
          },
        },
        work,
      ),
    );
    await desk.model.look(env);
    await tellDeploy(desk, env, { ...result, items: result.items.map((i) => ({ ...i, action: 'none' })) });
  } catch (error) {
    if (!isOrgError(error, 'not-confirmed')) await tellFailure(desk, error, env);
  } finally {
    void desk.model.refresh(env);
  }
}
