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

function programFor(terminal: OrgTerminal, run: (command: () => Promise<number>) => Promise<void>): Command {
  const program = new Command('recpolicy')
    .description('Checks, tests and deploys Genesys Cloud recording policies kept as files.')
    .version(terminal.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .showHelpAfterError('(recpolicy --help shows all commands)');

  registerValidate(program, terminal, run);

  program
    .command('fix')
    .description('apply the safe fixes; exit codes as validate, for what is left')
    .argument('[paths...]', 'files, folders or patterns; the working directory when there is none')
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
    .argument('[paths...]', 'files, folders or patterns; the working directory when there is none')
    .option('-e, --env <name>', 'only in this environment')
    .addOption(
      new Option('--format <format>', 'how to print results')
        .choices(['pretty', 'json', 'junit'])
        .default('pretty'),
    )
    .option('--filter <text>', 'only tests with this in their name, case aside')
    .option('--coverage', 'say which targets and policies no test speaks of')
    .action((paths: string[], options: TestOptions) =>
      run(async () => {
        const { test } = await import('./test/command');
        return test(paths, options, terminal);
      }),
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
    .addOption(
      new Option('--format <format>', 'how to print the answer')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .action((targets: string[], options: ExplainOptions) =>
      run(async () => {
        const { explain } = await import('./explain/command');
        return explain(targets, options, terminal);
      }),
    );

  const format = () =>
    new Option('--format <format>', 'how to print').choices(['pretty', 'json']).default('pretty');
  program
    .command('rules')
    .description('list all rules, or show the page of one')
    .argument('[code]', 'the code of a rule')
    .addOption(format())
    .action((code: string | undefined, options: { format: 'pretty' | 'json' }) =>
      run(async () => {
        const { rules } = await import('./rules/command');
        return rules(code, options, terminal);
      }),
    );

  program
    .command('environments')
    .description('list the environments of the project')
    .addOption(format())
    .action((options: { format: 'pretty' | 'json' }) =>
      run(async () => {
        const { environments } = await import('./environments/command');
        return environments(options, terminal);
      }),
    );

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

  registerOrgCommands(program, terminal, run);
  return program;
}
