import type { StatusItem, SyncState } from '../../../org/commands/status/status';
import { jsonText } from '../../format/json-text';
import { coloursFor } from '../../terminal/colour';
import { sanitiseForTerminal } from '../../terminal/text';
import { type OrgOptions, runOrg } from '../run';
import { count, fieldName, valueText } from '../show/values';
import type { OrgTerminal } from '../terminal';

export interface StatusCommandOptions extends OrgOptions {
  readonly format: 'pretty' | 'json';
}

const WORDS: Readonly<Record<SyncState, string>> = {
  'changed-both': 'changed on both sides',
  'never-deployed': 'differs, never deployed from here',
  'changed-here': 'changed here',
  'changed-in-org': 'changed in the org',
  'only-here': 'only here',
  'only-in-org': 'only in the org',
  removed: 'file removed here',
  'deleted-in-org': 'deleted in the org',
  retiring: 'retiring',
  retired: 'retired',
  unreadable: 'cannot be read',
  'in-sync': 'in sync',
};

/** `recpolicy status`. Exit code 0: no conflict; 3: conflicts; 1: failed. */
export function status(options: StatusCommandOptions, terminal: OrgTerminal): Promise<number> {
  return runOrg(terminal, options, async ({ engine, progress, call }) => {
    const result = await engine.status(options.env, call);
    progress.clear();
    if (options.format === 'json') {
      const { org, asOf, items } = result;
      terminal.out(jsonText({ version: 1, environment: options.env, org, asOf, items }));
      return result.exitCode;
    }
    const colours = coloursFor(terminal.stdout, terminal.env);
    terminal.out(
      `${colours.bold(sanitiseForTerminal(result.org))} ${colours.dim(`as read at ${result.asOf}`)}\n`,
    );
    for (const [state, word] of Object.entries(WORDS)) {
      const items = result.items.filter((i) => i.state === state);
      if (items.length === 0) continue;
      terminal.out(`\n${colours.bold(word)} (${items.length})\n`);
      for (const item of items) terminal.out(`  ${lineOf(item, colours)}\n`);
    }
    const conflicts = result.items.filter((i) => i.conflict).length;
    const apart = result.items.filter((i) => i.state !== 'in-sync' && i.state !== 'only-in-org').length;
    const summary =
      apart === 0
        ? 'Files and org agree.'
        : `${count(apart, 'policy or setting', 'policies or settings')} to look at`;
    terminal.out(
      conflicts > 0
        ? `\n${colours.red(`${summary}, ${count(conflicts, 'conflict')}: merge them in the file, then deploy.`)}\n`
        : `\n${summary}${apart === 0 ? '' : '.'}\n`,
    );
    return result.exitCode;
  });
}

function lineOf(item: StatusItem, colours: ReturnType<typeof coloursFor>): string {
  const place = item.file === undefined ? '' : `  ${colours.dim(sanitiseForTerminal(item.file))}`;
  const off = item.disabled ? colours.dim('  disabled') : '';
  const mark = item.conflict ? colours.red('  conflict') : '';
  let out = `${sanitiseForTerminal(item.name)}${place}${off}${mark}`;
  if (item.state === 'only-here' || item.state === 'in-sync' || item.state === 'only-in-org') return out;
  if (item.message !== '') out += `\n      ${colours.dim(sanitiseForTerminal(item.message))}`;
  for (const f of item.fields)
    out += `\n      ${fieldName(f.path)}  org ${valueText(f.from)}, file ${valueText(f.to)}`;
  return out;
}
