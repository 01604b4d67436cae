import { appendFileSync } from 'node:fs';
import { formatGithub } from '../format/github';
import { formatJobSummary } from '../format/job-summary';
import { formatJson } from '../format/json';
import { formatJunit } from '../format/junit';
import { formatPretty } from '../format/pretty';
import type { ValidationReport } from '../format/report';
import { UsageError } from '../project/errors';
import type { LoadedFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { coloursFor } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { codeOf, writeOutput } from '../terminal/write-output';
import type { Diagnostics } from './diagnostics';
import type { ValidateOptions } from './options';
import type { Outcome } from './outcome';

/** Prints a report in the format asked for, to where it was asked for. */
export async function print(
  report: ValidationReport,
  outcome: Outcome,
  diagnostics: Diagnostics,
  loaded: LoadedFiles,
  options: ValidateOptions,
  terminal: Terminal,
): Promise<void> {
  const { format, output, quiet } = options;
  const write = (text: string) => writeOutput(text, output, terminal);
  switch (format) {
    case 'json':
      return write(formatJson(report));
    case 'github':
      await write(formatGithub(report));
      return appendJobSummary(report, terminal);
    case 'junit':
      return write(formatJunit(report, loaded.paths.map(relativeTo(terminal.cwd)).sort(), outcome.fails));
    case 'sarif': {
      const { formatSarif } = await import('../format/sarif/log');
      const ruleFaults = loaded.ruleFaults.map(({ code }) => code);
      return write(formatSarif(report, { version: terminal.version, ruleFaults, ...diagnostics }));
    }
    case 'pretty': {
      const colours = coloursFor(output === undefined ? terminal.stdout : {}, terminal.env);
      return write(formatPretty(report, colours, quiet === true));
    }
  }
}

/** GitHub shows few annotations of a step; its job summary holds the others, too. */
function appendJobSummary(report: ValidationReport, { env }: Terminal): void {
  const file = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (file === '') return;
  try {
    appendFileSync(file, formatJobSummary(report));
  } catch (error) {
    throw new UsageError(
      `The job summary cannot be written (${codeOf(error)}), so findings beyond the annotations are not shown. GITHUB_STEP_SUMMARY names its file.`,
    );
  }
}
