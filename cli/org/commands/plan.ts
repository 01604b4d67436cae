import { planExitCode, planJson } from '../../../org/plan/plan';
import { coloursFor, plain } from '../../terminal/colour';
import { type OrgOptions, runOrg } from '../run';
import { namesFrom } from '../show/names';
import { planMarkdown } from '../show/plan-markdown';
import { planPretty } from '../show/plan-pretty';
import type { OrgTerminal } from '../terminal';

export interface PlanCommandOptions extends OrgOptions {
  readonly format: 'pretty' | 'json' | 'markdown';
}

/** `recpolicy plan`. Exit code 0: nothing to do; 2: changes or conflicts; 1: failed, or something cannot be done. */
export function plan(options: PlanCommandOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async ({ engine, project, progress, call }) => {
    const made = await engine.plan(options.env, call);
    progress.clear();
    if (options.format === 'json') {
      for (const b of made.blockers) terminal.err(`${plain(b.message)}\n`);
      terminal.out(`${JSON.stringify(planJson(made), null, 2)}\n`);
      return planExitCode(made);
    }
    const names = namesFrom(await project.environment(options.env), await engine.cachedFacts(options.env));
    terminal.out(
      options.format === 'markdown'
        ? planMarkdown(made, names)
        : planPretty(made, coloursFor(terminal.stdout, terminal.env), names),
    );
    return planExitCode(made);
  });
}
