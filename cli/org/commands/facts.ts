import { sanitiseForTerminal } from '../../terminal/text';
import { type OrgOptions, runOrg } from '../run';
import { count } from '../show/values';
import type { OrgTerminal } from '../terminal';

/**
 * `recpolicy facts`: fetches what the rules can use of an org and keeps it for validate and explain. Exit
 * code 0, or 1.
 */
export function facts(options: OrgOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async ({ engine, progress, call }) => {
    const known = await engine.refreshFacts(options.env, call);
    progress.clear();
    const parts = [
      known.groups && count(known.groups.value.size, 'group'),
      known.minimumRetentionDays && `minimum retention ${known.minimumRetentionDays.value} days`,
      known.streamLimit && `at most ${count(known.streamLimit.value, 'stream')}`,
      known.remoteOnly && `${count(known.remoteOnly.value.length, 'policy', 'policies')} without a file here`,
    ].filter((p) => p !== undefined);
    if (parts.length === 0) {
      const { org } = await engine.endpoints(options.env);
      terminal.err(`recpolicy: ${sanitiseForTerminal(org)}: nothing could be read, for the reasons above.\n`);
      return 1;
    }
    terminal.out(
      `Known of ${sanitiseForTerminal(options.env)}: ${parts.join(', ')}. validate and explain use it from now on.\n`,
    );
    return 0;
  });
}
