import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { ORG_COMMANDS, plainYes, registerOrgCommands } from './org/register';
import type { OrgTerminal } from './org/terminal';
import { UsageError } from './project/errors';
import { identity } from './project/files';
import { askOnTerminal } from './terminal/ask';
import { FORMATS, type ValidateOptions, validate } from './validate/command';

const terminal: OrgTerminal = {
  cwd: identity(process.cwd()),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  version,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  ask: askOnTerminal,
  onInterrupt(handler) {
    process.on('SIGINT', handler).on('SIGTERM', handler);
    return () => void process.off('SIGINT', handler).off('SIGTERM', handler);
  },
  end: (exitCode) => process.exit(exitCode),
};

/** Runs a command, and turns whatever it throws into a message on stderr and exit code 2. */
function run(command: () => Promise<number>): Promise<void> {
  return command().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const known = error instanceof UsageError;
      terminal.err(
        `recpolicy: ${known ? error.message : `this should not have happened: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}\n`,
      );
      process.exitCode = 2;
    },
  );
}

function whole(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number of 0 or more.');
  return Number(value);
}

const program = new Command('recpolicy')
  .description('Checks, tests and deploys Genesys Cloud recording policies kept as files.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('(recpolicy --help shows all commands)');

program
  .command('validate')
  .description('check files; exit 0: no error, 1: errors (or too many warnings), 2: could not run')
  .argument('[paths...]', 'files or folders; the working directory when there is none')
  .option('--env <name>', 'only what holds in this environment')
  .addOption(new Option('--format <format>', 'how to print findings').choices(FORMATS).default('pretty'))
  .option('--max-warnings <n>', 'fail on more warnings than this', whole)
  .action((paths: string[], options: ValidateOptions) => run(() => validate(paths, options, terminal)));

program
  .command('fix')
  .description('apply the safe fixes; exit codes as validate, for what is left')
  .argument('[paths...]', 'files or folders; the working directory when there is none')
  .option('--dry-run', 'show what would change and write nothing')
  .action((paths: string[], options: { dryRun?: boolean }) =>
    run(async () => {
      const { fix } = await import('./fix/command');
      return fix(paths, options, terminal);
    }),
  );

program
  .command('test')
  .description('run policy tests; exit 0: all passed, 1: not all, 2: could not run')
  .argument('[paths...]', 'files or folders; the working directory when there is none')
  .option('--env <name>', 'only in this environment')
  .addOption(
    new Option('--format <format>', 'how to print results').choices(['pretty', 'json']).default('pretty'),
  )
  .action((paths: string[], options: { env?: string; format: 'pretty' | 'json' }) =>
    run(async () => {
      const { test } = await import('./test/command');
      return test(paths, options, terminal);
    }),
  );

program
  .command('explain')
  .description('what happens to the recordings of a target, and why: the policy that applies and its cascade')
  .argument('<target>', 'TYPE:id, {{variable}}, the name of a variable, or an id')
  .requiredOption('-e, --env <name>', 'the environment')
  .addOption(
    new Option('--format <format>', 'how to print the answer').choices(['pretty', 'json']).default('pretty'),
  )
  .action((target: string, options: { env: string; format: 'pretty' | 'json' }) =>
    run(async () => {
      const { explain } = await import('./explain/command');
      return explain(target, options, terminal);
    }),
  );

program
  .command('lsp')
  .description('the language server, for any editor')
  .requiredOption('--stdio', 'speak over standard input and output')
  .action(() =>
    run(async () => {
      const { startStdioServer } = await import('../server/node');
      await startStdioServer();
      return 0;
    }),
  );

registerOrgCommands(program, terminal, run);

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const argv = process.argv.slice(2);
program.parseAsync(plainYes(argv), { from: 'user' }).catch((error: unknown) => {
  const failed = ORG_COMMANDS.includes(argv[0] ?? '') ? 1 : 2;
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : failed;
  else throw error;
});
