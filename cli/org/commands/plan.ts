import { planExitCode, planJson } from '../../../org/commands/plan/plan';
import { jsonText } from '../../format/json-text';
import { coloursFor } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { type OrgOptions, runOrg } from '../run';
import { targetNamesFrom } from '../show/names';
import { planMarkdown } from '../show/plan-markdown';
import { planPretty } from '../show/plan-pretty';
import type { OrgTerminal } from '../terminal';

export interface PlanCommandOptions extends OrgOptions {
  readonly format: 'pretty' | 'json' | 'markdown';
  readonly adopt?: boolean;
  readonly remove?: boolean;
  /** A Git reference. */
  readonly since?: string;
}

/**
 * `recpolicy plan`. Exit code 0: nothing to do; 2: changes or conflicts; 1: failed, or something cannot be
 * done.
 */
export function plan(options: PlanCommandOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(
    terminal,
    { ...options, exit2MeansChanges: true },
    async ({ engine, project, progress, call }) => {
      const made = await engine.plan(options.env, {
        ...call,
        adopt: options.adopt,
        since: options.since,
        remove: options.remove,
      });
      progress.clear();
      if (options.format === 'json') {
        for (const b of made.blockers) terminal.err(`${sanitiseForTerminal(b.message)}\n`);
        terminal.out(jsonText(planJson(made)));
        return planExitCode(made);
      }
      const names = targetNamesFrom(
        await project.environment(options.env),
        await engine.cachedFacts(options.env),
      );
      terminal.out(
        options.format === 'markdown'
          ? planMarkdown(made, names)
          : planPretty(made, coloursFor(terminal.stdout, terminal.env), names),
      );
      return planExitCode(made);
    },
  );
}
