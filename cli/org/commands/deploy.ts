import { loweringCount, removalsOf, writesOf } from '../../../org/commands/plan/plan';
import { coloursFor } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { approvalOf, type GivenApproval } from '../confirm';
import { type OrgOptions, runOrg } from '../run';
import { itemLines } from '../show/items';
import { count } from '../show/values';
import { showingPlan } from '../show-plan';
import type { OrgTerminal } from '../terminal';

export interface DeployCommandOptions extends OrgOptions {
  readonly yes?: GivenApproval;
  readonly adopt?: boolean;
  readonly remove?: boolean;
  /** A Git reference. */
  readonly since?: string;
  /** Seconds. */
  readonly groupWait?: number;
  readonly allowShrink?: boolean;
}

/** `recpolicy deploy`. Exit code 0: done; 1: failed or partly failed; 3: conflicts left. */
export function deploy(options: DeployCommandOptions, terminal: OrgTerminal): Promise<number> {
  return write(options, terminal, {});
}

/** `recpolicy sync`: of all changes those of who is a member of groups. Exit codes as for `deploy`. */
export function sync(options: DeployCommandOptions, terminal: OrgTerminal): Promise<number> {
  return write(options, terminal, { membershipOnly: true });
}

function write(
  options: DeployCommandOptions,
  terminal: OrgTerminal,
  what: { readonly membershipOnly?: boolean },
): Promise<number> {
  return runOrg(terminal, options, async (work) => {
    const { engine, progress, call } = work;
    const result = await engine.deploy(options.env, {
      ...(await showingPlan(work, options.env)),
      adopt: options.adopt,
      since: options.since,
      remove: options.remove,
      approval: approvalOf(
        terminal,
        options.yes,
        (plan) => {
          const lowers = loweringCount(plan);
          const warning = lowers === 0 ? '' : ` Lowers protection: ${lowers}.`;
          return `Write ${count(writesOf(plan).length + removalsOf(plan).length, 'change')} to ${plan.org}?${warning}`;
        },
        call.signal,
      ),
      ...what,
      ...(options.allowShrink === true ? { allowShrink: true } : {}),
      ...(options.groupWait === undefined ? {} : { groupWait: { seconds: options.groupWait } }),
    });
    progress.clear();
    // With nothing to do the plan's own line has said so.
    if (result.items.length === 0) return result.exitCode;
    const colours = coloursFor(terminal.stdout, terminal.env);
    const summary = sanitiseForTerminal(result.summary);
    terminal.out(itemLines(result.items, colours));
    terminal.out(`${result.exitCode === 0 ? colours.green(summary) : colours.red(summary)}\n`);
    if (call.signal.aborted)
      terminal.err(
        'Interrupted: what is marked as done was written, the rest was not. Run deploy again to go on.\n',
      );
    return result.exitCode;
  });
}
