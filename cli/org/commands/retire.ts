import { coloursFor } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { approvalOf, type GivenApproval } from '../confirm';
import { type OrgOptions, runOrg } from '../run';
import { showingPlan } from '../show-plan';
import type { OrgTerminal } from '../terminal';

export interface RetireCommandOptions extends OrgOptions {
  readonly yes?: GivenApproval;
  /** Seconds between two looks at the active sessions. */
  readonly poll?: number;
  /** Seconds to wait for sessions to end. */
  readonly maxWait?: number;
  /** False: delete without waiting for sessions. */
  readonly wait?: boolean;
  /** Seconds after the policy was disabled. */
  readonly after?: number;
}

/** `recpolicy retire`. Exit code 0: deleted; 1: not (run again to go on). */
export function retire(name: string, options: RetireCommandOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async (work) => {
    const { engine, progress, call } = work;
    const result = await engine.retire(options.env, {
      ...(await showingPlan(work, options.env)),
      name,
      approval: approvalOf(
        terminal,
        options.yes,
        (plan) =>
          `Disable "${sanitiseForTerminal(plan.changes[0]?.name ?? name)}" in ${plan.org}, and delete it once no session is active?`,
        call.signal,
      ),
      ...(options.poll === undefined ? {} : { pollSeconds: options.poll }),
      ...(options.wait === false ? { withoutWaiting: true } : {}),
      ...(options.after === undefined ? {} : { afterSeconds: options.after }),
      ...(options.maxWait === undefined ? {} : { maxWaitSeconds: options.maxWait }),
    });
    progress.clear();
    const colours = coloursFor(terminal.stdout, terminal.env);
    const message = sanitiseForTerminal(result.message);
    terminal.out(`${result.exitCode === 0 ? colours.green(message) : colours.yellow(message)}\n`);
    return result.exitCode;
  });
}
