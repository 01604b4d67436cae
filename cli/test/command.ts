import { jsonText } from '../format/json-text';
import { requireEnvironment, requireReadableConfigurations } from '../project/environments';
import { UsageError } from '../project/errors';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';
import { formatTestsJunit } from './format/junit';
import { coverageText, formatTestsPretty } from './format/pretty';
import { countsOf, testsReport } from './format/report';
import { runTests, type TestRun } from './run';

export interface TestOptions {
  readonly env?: string;
  readonly format: 'pretty' | 'json' | 'junit';
  /** A part of the names of the tests to run. */
  readonly filter?: string;
  /** Says which targets and policies no test speaks of. */
  readonly coverage?: boolean;
}

/**
 * `recpolicy test`: runs policy tests. Exit code 0: all passed (or there are none); 1: a test failed or could
 * not be run, as those of a file that cannot be read or parsed.
 */
export async function test(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<number> {
  const services = makeServices(terminal);
  const loaded = loadFiles(paths, terminal.cwd, services, { environment: options.env });
  requireReadableConfigurations(loaded);
  if (options.env !== undefined) requireEnvironment(loaded, options.env);
  const run = runTests(loaded, services, relativeTo(terminal.cwd), options.filter);
  services.dispose();
  const counts = countsOf(run.files);
  const hasTests = run.files.some((f) => f.results.length > 0);
  const lost = run.files.some((f) => f.fault !== undefined);
  if (options.filter !== undefined && !hasTests && !lost)
    throw new UsageError(
      `No test has "${options.filter}" in its name, so nothing was run. Leave out --filter to run all.`,
    );
  tellFaults(run, options, terminal);
  print(run, options, terminal);
  return counts.failed > 0 || counts.notRun > 0 || lost ? 1 : 0;
}

function tellFaults({ files }: TestRun, { env, filter }: TestOptions, terminal: Terminal): void {
  for (const { file, results, fault } of files) {
    if (fault !== undefined) terminal.err(`${sanitiseForTerminal(fault)}\n`);
    else if (results.length === 0 && filter === undefined)
      terminal.err(
        `${sanitiseForTerminal(file)} holds no tests${env === undefined ? '' : ` of ${sanitiseForTerminal(env)}`}.\n`,
      );
  }
}

function print(run: TestRun, options: TestOptions, terminal: Terminal): void {
  const coverage = options.coverage === true ? run.coverage : undefined;
  switch (options.format) {
    case 'json':
      terminal.out(jsonText(testsReport(run.files, coverage, relativeTo(terminal.cwd))));
      return;
    case 'junit':
      terminal.out(formatTestsJunit(run.files));
      // The format has no place for it.
      if (coverage !== undefined) terminal.err(coverageText(coverage, terminal, {}));
      return;
    case 'pretty':
      terminal.out(formatTestsPretty(run.files, terminal));
      if (coverage !== undefined) terminal.out(coverageText(coverage, terminal, terminal.stdout));
  }
}
