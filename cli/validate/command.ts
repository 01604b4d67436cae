import type { CoreDocument } from '../../core/document/document';
import { isPolicyPath } from '../../core/document/kinds';
import type { Finding } from '../../core/findings/finding';
import { MAX_FINDINGS } from '../../core/rules/check';
import { formatGithub } from '../format/github';
import { formatJson } from '../format/json';
import { formatJunit } from '../format/junit';
import { formatPretty } from '../format/pretty';
import { makeReport, type ReportedDiagnostic, type ValidationReport } from '../format/report';
import { requireEnvironment } from '../project/environments';
import { UsageError } from '../project/errors';
import { type LoadedFiles, loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import { coloursFor } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal, sanitiseLines } from '../terminal/text';
import { type Checked, FirstLook } from './first-look';

export const FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

export interface ValidateOptions {
  readonly env?: string;
  readonly format: Format;
  readonly maxWarnings?: number;
}

/**
 * `recpolicy validate`. Exit code 0: no error; 1: findings of severity error, or more warnings than allowed.
 */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): Promise<number> {
  const services = makeServices(terminal);
  const first = new FirstLook();
  const loaded = loadFiles(paths, terminal.cwd, services, {
    environment: options.env,
    onDocument: (doc, workspace) => first.take(doc, workspace),
  });
  requireDocuments(loaded, paths);
  for (const note of loaded.notes) terminal.err(`recpolicy: ${sanitiseForTerminal(note)}\n`);
  if (options.env !== undefined) requireEnvironment(loaded, options.env);
  const checked = (n: number): Checked => {
    if (first.stands(n, loaded.workspace)) return first.result(n);
    const doc = loaded.document(n);
    return { doc, findings: loaded.workspace.check(doc) };
  };
  const report = makeReport(
    loaded.paths.length + loaded.unreadable.length,
    diagnosticsOf(loaded, checked, terminal.cwd, options.env, (message) =>
      terminal.err(`${sanitiseForTerminal(message)}\n`),
    ),
  );
  terminal.out(await format(report, options.format, loaded, terminal));
  services.dispose();
  const tooMany = options.maxWarnings !== undefined && report.summary.warning > options.maxWarnings;
  if (tooMany && report.summary.error === 0) {
    terminal.err(
      `${report.summary.warning} warnings are more than the ${options.maxWarnings} that --max-warnings allows.\n`,
    );
  }
  for (const { path, code, error } of loaded.ruleFaults) {
    const place = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(
      `recpolicy: the rule ${code} failed on ${sanitiseForTerminal(relativeTo(terminal.cwd)(path))}, which should not have happened; all else was checked. ${sanitiseLines(place)}\n`,
    );
  }
  if (report.summary.error > 0 || tooMany) return 1;
  return loaded.ruleFaults.length > 0 ? 2 : 0;
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

function isInEnvironment(path: string, { workspace }: LoadedFiles): boolean {
  return workspace.projectOf(path).environmentsOf(workspace.pathOf(path)).length > 0;
}

function diagnosticsOf(
  loaded: LoadedFiles,
  checked: (n: number) => Checked,
  cwd: string,
  environment: string | undefined,
  onMany: (message: string) => void,
): ReportedDiagnostic[] {
  const relative = relativeTo(cwd);
  const diagnostics: ReportedDiagnostic[] = [];
  for (const [n, path] of loaded.paths.entries()) {
    if (environment !== undefined && isPolicyPath(path) && !isInEnvironment(path, loaded)) continue;
    const result = checked(n);
    if (result === undefined) continue;
    const { doc, findings } = result;
    const file = relative(path);
    for (const finding of findings) diagnostics.push(reported(doc, file, finding, relative));
    if (findings.length >= MAX_FINDINGS)
      onMany(`${file}: only the ${MAX_FINDINGS} gravest findings are shown; there may be more.`);
  }
  const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const about = (path: string, severity: 'error' | 'warning', message: string) =>
    diagnostics.push({
      file: relative(path),
      range: nowhere,
      code: 'json-syntax',
      severity,
      message,
      related: [],
      fixes: [],
    });
  for (const { path, detail } of loaded.unreadable) {
    about(
      path,
      'error',
      `The file cannot be read (${detail}), so nothing in it was checked. ${adviceOn(detail)}`,
    );
  }
  for (const { path, reason, detail } of loaded.oddities) {
    if (reason === 'directory')
      about(
        path,
        'warning',
        'This is a folder with the name of a document, so nothing is read in its place. Rename the folder.',
      );
    else if (reason === 'special')
      about(
        path,
        'error',
        'This is a pipe, a socket or a device, not a file, so nothing is read from it. Put a file in its place, or rename it.',
      );
    else if (reason === 'outside') about(path, 'error', OUTSIDE);
    else if (reason === 'name')
      about(
        path,
        'error',
        'The name of this file is not UTF-8, so the file cannot be opened and nothing in it was checked. Rename it.',
      );
    else if (reason === 'ignore-file')
      about(
        path,
        'warning',
        `The patterns of this file are too many from line ${detail} on, so those are not used and what they name is checked. Name folders without wildcards.`,
      );
    else
      about(
        path,
        'error',
        `The folder cannot be read (${detail}), so nothing in it was checked. ${adviceOn(detail)}`,
      );
  }
  return diagnostics;
}

const OUTSIDE =
  'This link leads out of the project, or to what is no part of it, so it is neither read nor written. Put the file itself in its place, or remove the link.';

/** What to do about a file the system does not give. */
function adviceOn(code: string): string {
  switch (code) {
    case 'ELOOP':
      return 'It is a link that leads back to itself: point it to a file, or remove it.';
    case 'ENOENT':
      return 'It is a link to nothing, or was removed meanwhile: point it to a file, or remove it.';
    default:
      return 'Check its permissions.';
  }
}

function reported(
  doc: CoreDocument,
  file: string,
  finding: Finding,
  relative: (path: string) => string,
): ReportedDiagnostic {
  return {
    file,
    range: doc.range(finding.start, finding.end),
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    related: finding.related.map((r) => ({ file: relative(r.uri), range: r.range, message: r.message })),
    fixes: finding.fixes.map((f) => f.title),
  };
}

async function format(
  report: ValidationReport,
  name: Format,
  loaded: LoadedFiles,
  terminal: Terminal,
): Promise<string> {
  switch (name) {
    case 'json':
      return formatJson(report);
    case 'github':
      return formatGithub(report);
    case 'junit':
      return formatJunit(report, loaded.paths.map(relativeTo(terminal.cwd)).sort());
    case 'sarif': {
      const { formatSarif } = await import('../format/sarif');
      return formatSarif(report, terminal.version);
    }
    case 'pretty':
      return formatPretty(report, coloursFor(terminal.stdout, terminal.env));
  }
}
