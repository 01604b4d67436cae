import { OrgError } from '../../../org/transport/errors/org-error';
import { coloursFor } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { approvalOf, type GivenApproval } from '../confirm';
import { type OrgOptions, runOrg } from '../run';
import { itemLines } from '../show/items';
import { showingPlan } from '../show-plan';
import type { OrgTerminal } from '../terminal';

export interface UndoCommandOptions extends OrgOptions {
  readonly yes?: GivenApproval;
}

/**
 * `recpolicy undo`: puts back what the last deploy from this folder replaced. Exit code 0: done; 1: failed;
 * 3: changed since, left alone.
 */
export function undo(options: UndoCommandOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async (work) => {
    const { engine, project, progress, call } = work;
    await project.environment(options.env);
    const last = await engine.lastDeploy(options.env);
    if (last === undefined)
      throw new OrgError({
        kind: 'not-found',
        org: options.env,
        what: 'there is no deploy from this folder to undo',
        written: 'Nothing was sent.',
        advice: 'Only the last deploy can be undone, once, from the folder it was made in.',
      });
    progress.line(`The last deploy was on ${last.at}.`);
    const approval = approvalOf(
      terminal,
      options.yes,
      (plan) => `Put this back in ${plan.org}?`,
      call.signal,
    );
    const result = await engine.undoLastDeploy(options.env, approval, await showingPlan(work, options.env));
    progress.clear();
    const colours = coloursFor(terminal.stdout, terminal.env);
    const summary = sanitiseForTerminal(result.summary);
    terminal.out(itemLines(result.items, colours));
    terminal.out(`${result.exitCode === 0 ? colours.green(summary) : colours.red(summary)}\n`);
    return result.exitCode;
  });
}
