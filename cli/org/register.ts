import { type Command, InvalidArgumentError, Option } from 'commander';
import type { OrgTerminal } from './terminal';

/**
 * The first words of commands that reach an org: exit code 2 of theirs means changes, so a wrong option ends
 * them with 1.
 */
export const ORG_COMMANDS: readonly string[] = [
  'plan',
  'deploy',
  'sync',
  'pull',
  'status',
  'retire',
  'undo',
  'facts',
  'orphans',
  'audit',
];

const ENV = ['-e, --env <name>', 'the environment'] as const;
const QUIET = ['-q, --quiet', 'no progress'] as const;
const SINCE = [
  '--since <reference>',
  'a Git reference whose files are the last common base, where no state is kept',
] as const;
const ADOPT = [
  '--adopt',
  'the files win over policies of the org that were never deployed from here',
] as const;
const REMOVE = ['--remove', 'retire what was deployed from here and has no file any more'] as const;
const YES = [
  '--yes [environment]',
  'confirm in advance; --yes=ENV, with its name, for a protected environment',
] as const;

/**
 * An option's value is left to commander only after `=`, so that `--yes NAME` confirms and names a policy.
 */
export function yesWithoutName(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((a, i) => (a === '--yes' && (end < 0 || i < end) ? '--yes=' : a));
}

/** Registers the commands; their code is read when one runs. */
export function registerOrgCommands(
  program: Command,
  terminal: OrgTerminal,
  run: (command: () => Promise<number>) => Promise<void>,
): void {
  const entry = () => import('./entry');
  const common = (command: Command) => command.requiredOption(...ENV).option(...QUIET);
  const format = (...choices: string[]) =>
    new Option('--format <format>', 'how to print').choices(choices).default('pretty');

  common(program.command('plan'))
    .description('what a deploy would do; exit 0: nothing, 2: changes, 1: failed')
    .addOption(format('pretty', 'json', 'markdown'))
    .option(...ADOPT)
    .option(...SINCE)
    .option(...REMOVE)
    .action((options) => run(async () => (await entry()).plan(options, terminal)));

  common(program.command('deploy'))
    .description('write the files to the org, after showing what; exit 0: done, 1: failed, 3: conflicts left')
    .option(...YES)
    .option(...ADOPT)
    .option(...SINCE)
    .option(...REMOVE)
    .option('--group-wait <seconds>', 'how long to wait for groups to synchronise (default: 300)', seconds)
    .option('--allow-shrink', 'write although groups lost more than a fifth of the users of a policy')
    .action((options) => run(async () => (await entry()).deploy(options, terminal)));

  common(program.command('sync'))
    .description('bring who is a member of groups into the org, and nothing else; exit codes as for deploy')
    .option(...YES)
    .option('--allow-shrink', 'write although groups lost more than a fifth of the users of a policy')
    .action((options) => run(async () => (await entry()).sync(options, terminal)));

  common(program.command('pull'))
    .description('bring the org into the files; exit 0: done, 1: failed, 3: conflicts left')
    .option('--dry-run', 'show what would change and write nothing')
    .action((options) => run(async () => (await entry()).pull(options, terminal)));

  common(program.command('status'))
    .description('how files and org stand to each other; exit 0: no conflict, 1: failed, 3: conflicts')
    .addOption(format('pretty', 'json'))
    .action((options) => run(async () => (await entry()).status(options, terminal)));

  common(program.command('retire'))
    .description('disable a policy, wait for its sessions, delete it; exit 0: deleted, 1: not (run again)')
    .argument('<name>', "the policy's name or id")
    .option(...YES)
    .option('--poll <seconds>', 'between two looks at its sessions; 0 looks once (default: 15)', seconds)
    .option('--max-wait <seconds>', 'wait no longer than this (default: 1800)', seconds)
    .option('--no-wait', 'live platform: delete at once, as its sessions cannot be told apart by policy')
    .option(
      '--after <duration>',
      'live platform: delete this long after it was disabled, such as 24h',
      duration,
    )
    .action((name: string, options) => run(async () => (await entry()).retire(name, options, terminal)));

  common(program.command('undo'))
    .description(
      'put back what the last deploy from here replaced; exit 0: done, 1: failed, 3: changed since',
    )
    .option(...YES)
    .action((options) => run(async () => (await entry()).undo(options, terminal)));

  common(program.command('facts'))
    .description('fetch groups, limits and policies of the org for validate and explain')
    .action((options) => run(async () => (await entry()).facts(options, terminal)));

  const orphans = program.command('orphans').description('orphaned recordings of an org');
  const filters = (command: Command) =>
    common(command)
      .option('--known-conversation', 'those whose conversation is known')
      .option('--all', 'all of them');
  filters(orphans.command('list'))
    .description('list them')
    .addOption(format('pretty', 'json'))
    .action((options) => run(async () => (await entry()).orphansList(options, terminal)));
  filters(orphans.command('download'))
    .description('download their media')
    .argument('[ids...]', 'ids of recordings')
    .option('--out <path>', 'folder, or the file for a single one (default: the working directory)')
    .action((ids: string[], options) =>
      run(async () => (await entry()).orphansDownload(ids, options, terminal)),
    );
  common(orphans.command('delete'))
    .description('delete them for good')
    .argument('<ids...>', 'ids of recordings')
    .option(...YES)
    .action((ids: string[], options) =>
      run(async () => (await entry()).orphansDelete(ids, options, terminal)),
    );
  common(orphans.command('attach'))
    .description('attach one to a conversation')
    .argument('<id>', 'id of the recording')
    .requiredOption('--conversation <id>', 'the conversation')
    .option('--archive-date <date>', 'ISO 8601')
    .option('--delete-date <date>', 'ISO 8601, after the archive date')
    .option(...YES)
    .action((id: string, options) => run(async () => (await entry()).orphansAttach(id, options, terminal)));

  const audit = program.command('audit').description('the audit trail of an org');
  common(audit.command('export'))
    .description('write it as NDJSON; run again to go on; exit 0: whole, 1: not')
    .requiredOption('--from <date>', 'ISO 8601, included')
    .requiredOption('--to <date>', 'ISO 8601')
    .requiredOption('--out <file>', 'the file')
    .option('--mask <fields>', 'fields to mask, separated by commas: ipAddress,userAgent')
    .option('--resource-type <type>', 'only this type of resource')
    .option('--action-type <type>', 'only this type of action')
    .action((options) => run(async () => (await entry()).auditExport(options, terminal)));

  program
    .command('emulator')
    .description('run a local org for demos, tests and development')
    .argument('[options...]', 'see recpolicy emulator --help')
    .allowUnknownOption()
    .helpOption(false)
    .action((options: string[]) =>
      run(async () => (await import('../../emulator')).runEmulatorCommand(options)),
    );
}

/** Seconds of a duration such as `90m`, `24h` or `2d`; a bare number is seconds. */
function duration(value: string): number {
  const match = /^(\d{1,6})([smhd]?)$/.exec(value);
  const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
  if (match === null) throw new InvalidArgumentError('It must be a duration such as 90m, 24h or 2d.');
  return Number(match[1]) * units[match[2]!]!;
}

/** `30`, and `30s` as people write it. */
function seconds(value: string): number {
  const [, digits] = /^(\d+(?:\.\d+)?)s?$/.exec(value) ?? [];
  const n = Number(digits);
  if (!Number.isFinite(n)) throw new InvalidArgumentError('It must be a number of seconds, 0 or more.');
  return n;
}
