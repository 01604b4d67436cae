import { kindOfPath } from '../../core/document/kinds';
import type { PolicyTestResult } from '../../core/policy-tests/results';
import { runPolicyTests } from '../../core/policy-tests/run';
import { jsonText } from '../format/json-text';
import { requireEnvironment } from '../project/environments';
import { loadFiles } from '../project/load';
import { relativeTo } from '../project/paths';
import { makeServices } from '../project/services';
import { coloursFor } from '../terminal/colour';
import type { Terminal } from '../terminal/terminal';
import { sanitiseForTerminal } from '../terminal/text';

interface FileResults {
  readonly file: string;
  readonly results: readonly (PolicyTestResult & { readonly line: number })[];
}

/**
 * `recpolicy test`: runs policy tests. Exit code 0: all passed (or there are none); 1: a test failed or could
 * not be run, as those of a file that cannot be read or parsed.
 */
export async function test(
  paths: readonly string[],
  options: { readonly env?: string; readonly format: 'pretty' | 'json' },
  terminal: Terminal,
): Promise<number> {
  const services = makeServices(terminal);
  const loaded = loadFiles(paths, terminal.cwd, services, { environment: options.env });
  if (options.env !== undefined) requireEnvironment(loaded, options.env);
  const relative = relativeTo(terminal.cwd);
  const files: FileResults[] = [];
  let lost = 0;
  for (const { path, detail } of loaded.unreadable) {
    if (kindOfPath(path) !== 'tests') continue;
    lost++;
    terminal.err(
      `${sanitiseForTerminal(relative(path))} cannot be read (${detail}), so its tests were not run.\n`,
    );
  }
  for (const [n, path] of loaded.paths.entries()) {
    if (kindOfPath(path) !== 'tests') continue;
    const doc = loaded.document(n);
    const results = runPolicyTests(doc, loaded.workspace.projectOf(path), {
      org: services.org,
      masks: services.tester,
    });
    files.push({
      file: relative(path),
      results: results.map((r) => ({ ...r, line: doc.range(r.start, r.end).start.line + 1 })),
    });
    // A test file that does not parse may hold tests nobody ran.
    if (doc.errors.some((e) => e.kind !== 'trailing-comma' && e.kind !== 'duplicate-key')) {
      lost++;
      terminal.err(
        results.length === 0
          ? `${sanitiseForTerminal(relative(path))} is not valid JSON, so its tests were not run: see recpolicy validate.\n`
          : `${sanitiseForTerminal(relative(path))} is not valid JSON, so not all of its tests may have been run: see recpolicy validate.\n`,
      );
    } else if (results.length === 0) {
      const which = options.env === undefined ? '' : ` of ${options.env}`;
      terminal.err(`${sanitiseForTerminal(relative(path))} holds no tests${which}.\n`);
    }
  }
  services.dispose();
  const all = files.flatMap((f) => f.results);
  const failed = all.filter((r) => r.outcome !== 'passed').length;
  terminal.out(
    options.format === 'json'
      ? jsonText(jsonOf(files))
      : files.length === 0 && lost > 0
        ? ''
        : pretty(files, failed, terminal),
  );
  return failed > 0 || lost > 0 ? 1 : 0;
}

function jsonOf(files: readonly FileResults[]): object {
  const tests = files.flatMap(({ file, results }) =>
    results.map((r) => ({
      file,
      line: r.line,
      name: r.name,
      environment: r.environment,
      outcome: r.outcome,
      messages: r.messages.map(({ message, expected, actual }) => ({ message, expected, actual })),
    })),
  );
  return { version: 1, tests };
}

function pretty(files: readonly FileResults[], failed: number, terminal: Terminal): string {
  const colours = coloursFor(terminal.stdout, terminal.env);
  const all = files.flatMap((f) => f.results);
  if (files.length === 0) return 'No policy tests found (files named *.recpolicy-test.json).\n';
  if (all.length === 0) return 'No policy test was run.\n';
  let out = '';
  for (const { file, results } of files) {
    if (results.length === 0) continue;
    out += `${colours.bold(sanitiseForTerminal(file))}\n`;
    for (const r of results) {
      const mark =
        r.outcome === 'passed'
          ? colours.green('passed ')
          : r.outcome === 'failed'
            ? colours.red('failed ')
            : colours.red('not run');
      const environment = r.environment === '' ? '' : colours.dim(` [${sanitiseForTerminal(r.environment)}]`);
      out += `  ${mark} ${sanitiseForTerminal(r.name)}${environment}\n`;
      for (const m of r.messages) out += `          ${sanitiseForTerminal(m.message)}\n`;
    }
  }
  const summary = `${all.length - failed} passed, ${failed} failed`;
  return `${out}\n${failed > 0 ? colours.red(summary) : colours.green(summary)}\n`;
}
