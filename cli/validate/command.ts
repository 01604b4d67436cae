import { MAX_FINDINGS } from '../../core/rules/check';
import { makeReport } from '../format/report';
import { requireEnvironment } from '../project/environments';
import { UsageError } from '../project/errors';
import { type LoadedFiles, loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { repositoryTop } from '../project/repository';
import { makeServices } from '../project/services';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal, sanitiseLines } from '../terminal/text';
import { withoutKnown } from './baseline';
import { checkInWorkspace, type DocumentFindings } from './checked';
import { type Diagnostics, diagnosticsOf } from './diagnostics';
import { FirstLook } from './first-look';
import { inputDocument } from './input';
import { requireUsableBaseline, selectedCodes, type ValidateOptions } from './options';
import { outcomeOf } from './outcome';
import { print } from './print';

/**
 * `recpolicy validate`. Exit code 0: no finding that fails the command; 1: such findings, or more warnings
 * than allowed; 2: it could not run.
 */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): Promise<number> {
  requireUsableBaseline(options);
  const selected = selectedCodes(options.select);
  const input = inputDocument(paths, options.stdinFilename, terminal);
  const services = makeServices(terminal);
  const first = new FirstLook();
  const loaded = loadFiles(input === undefined ? paths : [input.path], terminal.cwd, services, {
    environment: options.env,
    input,
    onDocument: (doc, workspace) => first.take(doc, workspace),
  });
  requireDocuments(loaded, paths);
  for (const note of loaded.notes) terminal.err(`recpolicy: ${sanitiseForTerminal(note)}\n`);
  if (options.env !== undefined) requireEnvironment(loaded, options.env);
  const checked = (n: number): DocumentFindings | undefined => {
    if (first.stands(n, loaded.workspace)) return first.result(n);
    return checkInWorkspace(loaded.workspace, loaded.document(n));
  };
  const { format, baseline } = options;
  const forCodeHost = format === 'github' || format === 'sarif';
  const base = forCodeHost ? repositoryTop(terminal.cwd, terminal.env) : terminal.cwd;
  const all = diagnosticsOf(loaded, checked, {
    base,
    environment: options.env,
    withDetails: format === 'sarif' || baseline !== undefined,
    onMany: (file) =>
      terminal.err(
        `${sanitiseForTerminal(file)}: only the ${MAX_FINDINGS} gravest findings are shown; there may be more.\n`,
      ),
  });
  const chosen = selected === undefined ? all : withCodes(all, selected);
  const diagnostics = await withoutKnown(chosen, base, options, terminal);
  const report = makeReport(loaded.paths.length + loaded.unreadable.length, diagnostics.found);
  const outcome = outcomeOf(report, options);
  await print(report, outcome, diagnostics, loaded, options, terminal);
  services.dispose();
  if (outcome.tooManyWarnings && report.summary.error === 0) {
    terminal.err(
      `${report.summary.warning} warnings are more than the ${options.maxWarnings} that --max-warnings allows.\n`,
    );
  }
  reportRuleFaults(loaded, terminal);
  if (outcome.failed) return 1;
  return loaded.ruleFaults.length > 0 ? 2 : 0;
}

function withCodes(all: Diagnostics, codes: ReadonlySet<string>): Diagnostics {
  return {
    ...all,
    found: all.found.filter((d) => codes.has(d.code)),
    silenced: all.silenced.filter(({ diagnostic }) => codes.has(diagnostic.code)),
  };
}

function reportRuleFaults({ ruleFaults }: LoadedFiles, terminal: Terminal): void {
  for (const { path, code, error } of ruleFaults) {
    const place = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(
      `recpolicy: the rule ${code} failed on ${sanitiseForTerminal(relativeTo(terminal.cwd)(path))}, which should not have happened; all else was checked. ${sanitiseLines(place)}\n`,
    );
  }
}

/**
 * A check of nothing passes for a check of everything: in a pipeline, a wrong folder must not look like a
 * clean one.
 */
function requireDocuments(
  { paths: found, unreadable, oddities }: LoadedFiles,
  paths: readonly string[],
): void {
  if (found.length + unreadable.length + oddities.length > 0) return;
  const where = paths.length === 0 ? 'the working directory' : paths.join(', ');
  throw new UsageError(
    `No recording document was found in ${where}, so nothing was checked. What Git or the configuration ignores does not count, nor do node_modules and folders whose names begin with a dot. Documents end in .recpolicy.json, .mediapolicy.json, .recording-settings.json, .psr.json or .recpolicy-test.json, or are named recording-settings.json or recpolicy.config.json.`,
  );
}
