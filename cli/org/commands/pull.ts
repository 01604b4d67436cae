import type { PulledItem } from '../../../org/commands/pull/types';
import { type Colours, coloursFor } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { type OrgOptions, runOrg } from '../run';
import { fieldName, valueText } from '../show/values';
import type { OrgTerminal } from '../terminal';

export interface PullCommandOptions extends OrgOptions {
  readonly dryRun?: boolean;
}

/** `recpolicy pull`. Exit code 0: done; 1: failed; 3: conflicts left. */
export function pull(options: PullCommandOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async ({ engine, progress, call }) => {
    const result = await engine.pull(options.env, { ...call, dryRun: options.dryRun === true });
    progress.clear();
    const colours = coloursFor(terminal.stdout, terminal.env);
    for (const item of result.items) terminal.out(itemText(item, colours));
    const summary = sanitiseForTerminal(result.summary);
    terminal.out(`${result.exitCode === 0 ? colours.green(summary) : colours.red(summary)}\n`);
    if (options.dryRun) terminal.out('Nothing was written (--dry-run).\n');
    if (call.signal.aborted) {
      terminal.err(
        'Interrupted: the files named above are written, the rest are as they were. Run pull again to go on.\n',
      );
      return 1;
    }
    return result.exitCode;
  });
}

function itemText(item: PulledItem, colours: Colours): string {
  if (item.outcome === 'unchanged' || item.outcome === 'kept') return '';
  const bad = item.outcome === 'conflict' || item.outcome === 'failed';
  const word = bad ? colours.red(item.outcome.padEnd(8)) : colours.green(item.outcome.padEnd(8));
  let out = `${word}  ${colours.bold(sanitiseForTerminal(item.name))}  ${colours.dim(sanitiseForTerminal(item.file ?? ''))}\n`;
  if (item.outcome !== 'created' && item.message !== '')
    out += `          ${sanitiseForTerminal(item.message)}\n`;
  for (const f of item.fields)
    out += `          ${fieldName(f.path)}  file ${valueText(f.from)}, org ${valueText(f.to)}\n`;
  return out;
}
