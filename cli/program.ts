import { Command, CommanderError, Option } from 'commander';
import type { ExplainOptions } from './explain/command';
import { ORG_COMMANDS, registerOrgCommands, yesWithoutName } from './org/register';
import type { OrgTerminal } from './org/terminal';
import { UsageError } from './project/errors';
import { sanitiseForTerminal, sanitiseLines } from './terminal/text';
import type { TestOptions } from './test/command';
import { registerValidate } from './validate/register';

/** Runs `recpolicy` with the arguments after its name and gives the exit code. */
export async function runProgram(argv: readonly string[], terminal: OrgTerminal): Promise<number> {
  let exitCode = 0;
  const run = async (command: () => Promise<number>) => {
    exitCode = await guarded(command, terminal);
  };
  try {
    await programFor(terminal, run).parseAsync(yesWithoutName(argv), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    return ORG_COMMANDS.includes(argv[0] ?? '') ? 1 : 2;
  }
  return exitCode;
}

/** Turns whatever a command throws into a message on stderr and exit code 2. */
async function guarded(command: () => Promise<number>, terminal: OrgTerminal): Promise<number> {
  try {
    return await command();
  } catch (error) {
    const unexpected = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(
      `recpolicy: ${error instanceof UsageError ? sanitiseForTerminal(error.message) : `this should not have happened: ${sanitiseLines(unexpected)}`}\n`,
    );
    return 2;
  }
}

function programFor(terminal: OrgTerminal, run: RunCommand): Command {
  const program = new Command('recpolicy')
    .description('Checks, tests and deploys Genesys Cloud recording policies kept as files.')
    .version(terminal.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .showHelpAfterError('(recpolicy --help shows all commands)');
  registerValidate(program, terminal, run);
  registerFiles(program, terminal, run);
  registerQuestions(program, terminal, run);
  registerServer(program, run);
  registerOrgCommands(program, terminal, run);
  return program;
}

type RunCommand = (command: () => Promise<number>) => Promise<void>;

const PATHS = ['[paths...]', 'files, folders or patterns; the working directory when there is none'] as const;

/** Commands that change files, or make something of them. */
function registerFiles(program: Command, terminal: OrgTerminal, run: RunCommand): void {
  program
    .command('fix')
    .description('apply the safe fixes; exit codes as validate, for what is left')
    .argument(...PATHS)
    .option('--dry-run', 'show what would change and write nothing')
    .action((paths: string[], options: { dryRun?: boolean }) =>
      run(async () => (await import('./fix/command')).fix(paths, options, terminal)),
    );
  program
    .command('format')
    .description('lay files out as the editor does; exit 1: with --check, a file would change')
    .argument(...PATHS)
    .option('--check', 'change nothing, and exit with 1 where something would change')
    .option('-q, --quiet', 'no list of files and no summary')
    .action((paths: string[], options: { check?: boolean; quiet?: boolean }) =>
      run(async () => (await import('./format-files/command')).formatFiles(paths, options, terminal)),
    );
  program
    .command('checklist')
    .description('the console steps of the privileged-session settings, as Markdown')
    .argument('[file]', 'a file that ends in .psr.json; all of the project when there is none')
    .action((file: string | undefined) =>
      run(async () => (await import('./checklist/command')).checklist(file, terminal)),
    );
}

/** Commands that answer questions from the files and from what is known of the org. */
function registerQuestions(program: Command, terminal: OrgTerminal, run: RunCommand): void {
  program
    .command('test')
    .description('run policy tests; exit 0: all passed, 1: not all, 2: could not run')
    .argument(...PATHS)
    .option('-e, --env <name>', 'only in this environment')
    .addOption(formatOption(['pretty', 'json', 'junit']))
    .option('--filter <text>', 'only tests with this in their name, case aside')
    .option('--coverage', 'say which targets and policies no test speaks of')
    .action((paths: string[], options: TestOptions) =>
      run(async () => (await import('./test/command')).test(paths, options, terminal)),
    );
  program
    .command('explain')
    .description(
      'what happens to the recordings of an agent, and why: the policy that applies and its cascade; exit 2: a name nobody knows',
    )
    .argument(
      '[targets...]',
      'TYPE:id, {{variable}}, the name of a variable, an id, or the name of a group; several are one agent',
    )
    .option('--all', 'every target of the environment, each by itself')
    .requiredOption('-e, --env <name>', 'the environment')
    .addOption(formatOption(['pretty', 'json']))
    .action((targets: string[], options: ExplainOptions) =>
      run(async () => (await import('./explain/command')).explain(targets, options, terminal)),
    );
  program
    .command('rules')
    .description('list all rules, or show the page of one')
    .argument('[code]', 'the code of a rule')
    .addOption(formatOption(['pretty', 'json']))
    .action((code: string | undefined, options: { format: 'pretty' | 'json' }) =>
      run(async () => (await import('./rules/command')).rules(code, options, terminal)),
    );
  program
    .command('environments')
    .description('list the environments of the project')
    .addOption(formatOption(['pretty', 'json']))
    .action((options: { format: 'pretty' | 'json' }) =>
      run(async () => (await import('./environments/command')).environments(options, terminal)),
    );
}

function registerServer(program: Command, run: RunCommand): void {
  program
    .command('lsp')
    .description('the language server, for any editor')
    .requiredOption('--stdio', 'speak over standard input and output')
    .action(() =>
      run(async () => {
        const { startStdioServer } = await import('../server/main');
        await startStdioServer();
        return 0;
      }),
    );
}

function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'how to print').choices(formats).default('pretty');
}
