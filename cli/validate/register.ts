import { type Command, InvalidArgumentError, Option } from 'commander';
import { SEVERITIES } from '../../core/findings/finding';
import type { Terminal } from '../terminal/terminal';
import { validate } from './command';
import { FORMATS, type ValidateOptions } from './options';

export function registerValidate(
  program: Command,
  terminal: Terminal,
  run: (command: () => Promise<number>) => Promise<void>,
): void {
  program
    .command('validate')
    .description('check files; exit 0: no error, 1: errors (or too many warnings), 2: could not run')
    .argument(
      '[paths...]',
      'files, folders or patterns; the working directory when there is none; - for one document on standard input',
    )
    .option('-e, --env <name>', 'only what holds in this environment')
    .addOption(new Option('--format <format>', 'how to print findings').choices(FORMATS).default('pretty'))
    .option('-o, --output <file>', 'write the report to this file instead of standard output')
    .addOption(
      new Option('--fail-on <level>', 'the mildest severity that fails the command')
        .choices(SEVERITIES)
        .default('error'),
    )
    .option('--max-warnings <n>', 'fail on more warnings than this', whole)
    .option('--select <codes>', 'only these rules, separated by commas; syntax errors are always reported')
    .option('--baseline <file>', 'do not report the findings that this file holds')
    .option('--update-baseline', 'put everything that is found now into the file of --baseline')
    .option('--stdin-filename <path>', 'with -: the path of the document on standard input')
    .option('-q, --quiet', 'findings only, without a summary')
    .action((paths: string[], options: ValidateOptions) => run(() => validate(paths, options, terminal)));
}

function whole(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number of 0 or more.');
  return Number(value);
}
